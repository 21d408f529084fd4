internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct CrashTests {
    private let session = SessionID("ses_shared")

    /// A process that is killed leaves its database files as they are at that instant: what it was told is in them.
    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatAKilledProcessWasTold() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let random = SeededRandomSource(seed: 5)
            var last: UInt64 = 0
            for _ in 0..<8 {
                let child = try ChildProcess(.append, path: path)
                let told = try await child.recorded(1 + Int(random.next() % 60))
                let alsoTold = try await child.kill()
                last = (told + alsoTold).max() ?? last
                #expect(!told.isEmpty)

                let events = try await replay(path, session: session).events
                #expect(events == last || events == last + 1)
            }
        }
    }

    /// Killed in the middle of maintenance, a file is whole, holds what was told and every blob that an event names.
    @Test(.enabled(if: ChildTask.canStart), arguments: [ChildTask.collect, .prune, .backUp, .rotate])
    func isWholeWhenMaintenanceIsKilled(_ task: ChildTask) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let random = SeededRandomSource(seed: 17)
            let encryption = task == .rotate ? MaintainedLog.encryption("a") : nil
            var last: UInt64 = 0
            for _ in 0..<5 {
                let child = try ChildProcess(task, path: path)
                let told = try await child.recorded(5 + Int(random.next() % 60))
                let alsoTold = try await child.kill()
                last = max(last, (told + alsoTold).max() ?? 0)
                #expect(!told.isEmpty)
                try await expectWhole(path, encryption, events: last)
                if FileManager.default.fileExists(atPath: path + ".copy") {
                    try await expectWhole(path + ".copy", nil, events: 0)
                }
            }
        }
    }

    private func expectWhole(_ path: String, _ encryption: EventLogEncryption?, events: UInt64) async throws {
        try await SQLiteEventLog.withLog(at: path, encryption: encryption) { log in
            let findings = try await log.verify().findings
            #expect(findings == [])
            let recorded = try await log.read(session, from: 1, limit: .max)
            #expect(UInt64(recorded.count) >= events)
            for event in recorded {
                let name = try JSONValue(parsing: event.payload)["blob"]?.stringValue
                let digest = try #require(name.flatMap { SHA256Digest(hexadecimal: $0) })
                let blob = try await log.blob(digest)
                #expect(blob != nil)
            }
        }
    }

    /// A limit on the size of files stands for a full disk; it holds for root as well.
    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatWasToldBeforeTheDiskWasFull() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let child = try ChildProcess(.fill, path: path)
            let told = try await child.recorded(.max)
            #expect(["storage", "full"].contains(await child.failure))
            #expect(told == Array(1...UInt64(told.count)))
            _ = try await child.kill()
            #expect(try await replay(path, session: session).events == UInt64(told.count))
        }
    }

    @Test func takesOverALogThatWasNotShutDown() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let copy = folder + "/copy.sqlite"
            try await SQLiteEventLog.withLog(at: path) { log in
                var head = EventHead.empty
                for number in 0..<40 {
                    head = try await log.append([try .sample(number)], to: session, expecting: head.sequence)
                    try copyFiles(from: path, to: copy)
                    #expect(try await replay(copy, session: session).head == head)
                }
            }
        }
    }

    /// A log that was cut while it was written holds a whole number of appends, from the first on.
    @Test func takesOverATornLog() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let copy = folder + "/copy.sqlite"
            try await SQLiteEventLog.withLog(at: path) { log in
                for number in 0..<6 {
                    let drafts = try EventDraft.samples(number * 2..<number * 2 + 2)
                    _ = try await log.append(drafts, to: session, expecting: UInt64(number * 2))
                }
                let whole = try Data(contentsOf: URL(filePath: path + "-wal"))
                var found: Set<UInt64> = []
                for length in stride(from: 0, through: whole.count, by: 700) {
                    try copyFiles(from: path, to: copy)
                    try whole.prefix(length).write(to: URL(filePath: copy + "-wal"))
                    let events = try await SQLiteEventLog.withLog(at: copy) { log in
                        let head = try await log.head(of: session)
                        guard head.sequence > 0 else { return UInt64(0) }
                        return try await SessionReplayer(log).replay(session, into: EventCount()).events
                    }
                    #expect(events.isMultiple(of: 2))
                    #expect(events >= found.max() ?? 0)
                    found.insert(events)
                }
                #expect(found.isSuperset(of: [0, 2, 4, 6, 8, 10]))
            }
        }
    }

    /// Copies a database and its write-ahead log while they are in use; the index of the log is made anew by whoever opens.
    private func copyFiles(from path: String, to copy: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            if FileManager.default.fileExists(atPath: copy + suffix) {
                try FileManager.default.removeItem(atPath: copy + suffix)
            }
        }
        for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
    }
}
