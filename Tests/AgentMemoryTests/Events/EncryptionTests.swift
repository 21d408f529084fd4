internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct EncryptionTests {
    private let session = SessionID("ses_test")

    private func open<Value>(
        _ path: String, _ encryption: EventLogEncryption?, _ body: (SQLiteEventLog) async throws -> Value
    ) async throws -> Value {
        var limits = EventLogLimits()
        limits.inlineBytes = 500
        return try await SQLiteEventLog.withLog(at: path, limits: limits, encryption: encryption, body)
    }

    /// Ten events, of which some are blobs, a blob of a caller and a snapshot.
    private func fill(_ log: SQLiteEventLog, from first: Int = 0) async throws {
        let head = try await log.head(of: session)
        let drafts =
            try EventDraft.samples(first..<first + 8) + EventDraft.samples(first + 8..<first + 10, padding: 900)
        let end = try await log.append(drafts, to: session, expecting: head.sequence)
        _ = try await log.store(blob: Array("a secret blob \(first)".utf8))
        try await log.save(
            SessionSnapshot(session: session, head: end, format: "f", state: Array("secret state \(first)".utf8)))
    }

    private func expectWhole(_ log: SQLiteEventLog, events: Int) async throws {
        let read = try await log.read(session, from: 1, limit: 1000)
        var head = EventHead.empty
        for event in read {
            #expect(event.isSealed(after: head))
            head = event.head
        }
        #expect(read.count == events)
        #expect(try await log.verify().findings == [])
    }

    @Test func keepsPayloadsFromWhoeverReadsTheFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let encryption = EventLogEncryption.keys(["a": 1], current: "a")
            try await open(path, encryption) { log in
                try await fill(log)
                try await expectWhole(log, events: 10)
                let digest = SHA256Digest(of: Array("a secret blob 0".utf8))
                #expect(try await log.blob(digest) == Array("a secret blob 0".utf8))
                let snapshot = try await log.snapshot(of: session, format: "f", through: .max)
                #expect(snapshot?.state == Array("secret state 0".utf8))
            }
            let content = try Data(contentsOf: URL(filePath: path))
            for text in ["padding", "xxxxxxxx", "secret"] { #expect(content.range(of: Data(text.utf8)) == nil) }
        }
    }

    @Test func namesAWrongKeyBeforeAnythingIsWritten() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await open(path, .keys(["a": 1], current: "a")) { log in try await fill(log) }
            let content = try Data(contentsOf: URL(filePath: path))
            for encryption: EventLogEncryption? in [
                nil, .keys(["a": 2], current: "a"), .keys(["b": 1], current: "b"), .keys([:], current: "a"),
                .keys(["a": 2, "b": 3], current: "b"),
            ] {
                let error = await #expect(throws: EventLogError.self) { try await open(path, encryption) { _ in } }
                #expect(error?.code == .wrongKey)
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == content)
        }
    }

    @Test func refusesAKeyOfAnotherForm() async throws {
        try await withTemporaryFolder { folder in
            var ring = KeyRing([:])
            ring.secrets["a"] = Secret("hunter2")
            let error = await #expect(throws: EventLogError.self) {
                try await open(folder + "/x.sqlite", EventLogEncryption(currentKey: "a", keys: ring)) { _ in }
            }
            #expect(error?.code == .wrongKey)
            #expect(error?.message.contains("hunter2") == false)
            #expect(!FileManager.default.fileExists(atPath: folder + "/x.sqlite"))
        }
    }

    /// Moved to another place or changed by a bit, a payload does not open.
    @Test(arguments: [
        ("UPDATE events SET payload = (SELECT payload FROM events WHERE sequence = 1) WHERE sequence = 2", 2),
        ("UPDATE events SET kind = 'other' WHERE sequence = 3", 3),
        ("UPDATE events SET payload = substr(payload, 1, 20) WHERE sequence = 4", 4),
        ("UPDATE events SET payload = '{}', key = NULL WHERE sequence = 5", 0),
        ("UPDATE blobs SET bytes = zeroblob(length(bytes))", 9),
    ])
    func noticesWhatWasMoved(_ sql: String, _ sequence: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let encryption = EventLogEncryption.keys(["a": 1], current: "a")
            try await open(path, encryption) { log in try await fill(log) }
            try runSQL(sql, on: path)
            try await open(path, encryption) { log in
                let isWhole = try await log.verify().isWhole
                #expect(!isWhole)
                guard sequence > 0 else { return }
                let error = await #expect(throws: EventLogError.self) {
                    try await log.read(session, from: 1, limit: 99)
                }
                #expect(error?.code == .corrupt)
                #expect(error?.sequence == sequence)
            }
        }
    }

    @Test func changesKeysWhileTheLogIsUsed() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await open(path, nil) { log in try await fill(log) }
            try await open(path, .keys(["a": 1], current: "a")) { log in
                try await fill(log, from: 10)
                // Half of it is not encrypted yet.
                try await expectWhole(log, events: 20)
                var options = RotationOptions()
                options.rowsPerStep = 3
                let report = try await log.rotateKeys(options: options)
                #expect(report.rewritten == 12)
                try await expectWhole(log, events: 20)
            }
            let content = try Data(contentsOf: URL(filePath: path))
            for text in ["padding", "xxxxxxxx", "secret"] { #expect(content.range(of: Data(text.utf8)) == nil) }

            try await open(path, .keys(["a": 1, "b": 2], current: "b")) { log in
                var options = RotationOptions()
                options.rowsPerStep = 2
                let (report, appended) = try await withThrowingTaskGroup(of: RotationReport?.self) { group in
                    group.addTask { [options] in try await log.rotateKeys(options: options) }
                    group.addTask {
                        for number in 20..<60 {
                            _ = try await log.append([try .sample(number)], to: session, expecting: UInt64(number))
                        }
                        return nil
                    }
                    let reports = try await group.reduce(into: [RotationReport?]()) { $0.append($1) }
                    return (reports.compactMap(\.self).first, reports.count)
                }
                #expect(appended == 2)
                #expect(report?.retiredKeys == ["a"])
                try await expectWhole(log, events: 60)
                #expect(try await log.rotateKeys().rewritten == 0)
            }
            try await open(path, .keys(["b": 2], current: "b")) { log in try await expectWhole(log, events: 60) }
        }
    }

    @Test func readsWithBothKeysAfterARotationThatWasCutOff() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await open(path, .keys(["a": 1], current: "a")) { log in try await fill(log) }
            try await open(path, .keys(["a": 1, "b": 2], current: "b")) { log in
                try await log.perform { store in
                    var rotation = KeyRotation()
                    var options = RotationOptions()
                    options.rowsPerStep = 4
                    _ = try store.rotate(&rotation, options)
                }
            }
            for current in ["a", "b"] {
                try await open(path, .keys(["a": 1, "b": 2], current: current)) { log in
                    try await expectWhole(log, events: 10)
                }
            }
            try await open(path, .keys(["a": 1, "b": 2], current: "b")) { log in
                let retired = try await log.rotateKeys().retiredKeys
                #expect(retired == ["a"])
            }
        }
    }

    /// What a process wrote under a key that another has replaced could not be read by anybody.
    @Test func refusesToWriteUnderAReplacedKey() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await open(path, .keys(["a": 1], current: "a")) { old in
                try await fill(old)
                try await open(path, .keys(["a": 1, "b": 2], current: "b")) { log in _ = try await log.rotateKeys() }
                let error = await #expect(throws: EventLogError.self) {
                    try await old.append([try .sample(10)], to: session, expecting: 10)
                }
                #expect(error?.code == .wrongKey)
                await #expect(throws: EventLogError.self) { try await old.store(blob: [1]) }
            }
            try await open(path, .keys(["b": 2], current: "b")) { log in try await expectWhole(log, events: 10) }
        }
    }
}
