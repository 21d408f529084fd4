internal import AgentMemory
internal import AgentPrimitives
internal import Foundation

/// A log that a child process appends to while it maintains it, both for ever.
struct MaintainedLog {
    static let session = SessionID("ses_shared")
    /// The keys of a log whose key is changed all the time.
    static func encryption(_ current: String) -> EventLogEncryption { .keys(["a": 1, "b": 2], current: current) }

    let path: String
    let tell: @Sendable (String) -> Void

    func work(_ task: ChildTask) async throws {
        guard task != .rotate else { return try await rotate() }
        let log = try await SQLiteEventLog.open(at: path)
        // Its blobs have been stored since 1970, so that they can be collected at once.
        let old = try await SQLiteEventLog.open(at: path, time: FixedTime(seconds: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var number = 0
                while true {
                    number += 1
                    try await append(number, to: log)
                }
            }
            group.addTask {
                var number = 0
                while true {
                    number += 1
                    switch task {
                    case .collect: try await collect(number, in: log, storing: old)
                    case .prune: try await prune(number, log)
                    default: try await backUp(number, log)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Appends an event that names a blob, which is stored before, and tells of it.
    private func append(_ number: Int, to log: SQLiteEventLog) async throws {
        let digest = try await log.store(blob: Array("used \(number % 40)".utf8))
        let draft = try EventDraft(
            kind: EventKind(rawValue: "test.step"), payload: ["blob": .string(digest.description)],
            time: Timestamp(microseconds: Int64(number)))
        tell("recorded \(try await log.appendAtEnd(draft, to: Self.session))")
    }

    private func collect(_ number: Int, in log: SQLiteEventLog, storing old: SQLiteEventLog) async throws {
        for index in 0..<10 { _ = try await old.store(blob: Array("unused \(number) \(index)".utf8)) }
        _ = try await log.collectGarbage()
    }

    private func prune(_ number: Int, _ log: SQLiteEventLog) async throws {
        let session = SessionID("old_\(ProcessInfo.processInfo.processIdentifier)_\(number)")
        _ = try await log.append(
            try EventDraft.samples(0..<4, padding: 70_000 + number), to: session, expecting: 0)
        var policy = RetentionPolicy()
        policy.maximumSessions = 1
        policy.includesUnfinished = true
        policy.keeping = [Self.session]
        _ = try await log.prune(policy)
    }

    private func backUp(_ number: Int, _ log: SQLiteEventLog) async throws {
        var options = BackupOptions()
        options.pagesPerStep = 3
        let copy = path + ".copy"
        if FileManager.default.fileExists(atPath: copy) { try FileManager.default.removeItem(atPath: copy) }
        _ = try await log.backup(to: copy, options: options)
    }

    private func rotate() async throws {
        var number = 0
        while true {
            for key in ["a", "b"] {
                try await SQLiteEventLog.withLog(at: path, encryption: Self.encryption(key)) { log in
                    var options = RotationOptions()
                    options.rowsPerStep = 5
                    try await withThrowingTaskGroup(of: Void.self) { [options, number] group in
                        group.addTask { _ = try await log.rotateKeys(options: options) }
                        for index in 0..<5 { group.addTask { try await append(number + index, to: log) } }
                        try await group.waitForAll()
                    }
                }
                number += 5
            }
        }
    }
}
