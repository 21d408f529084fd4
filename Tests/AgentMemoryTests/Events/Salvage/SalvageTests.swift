internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct SalvageTests {
    private static let counts: [(session: String, events: Int)] = [("a", 60), ("b", 25), ("c", 3)]

    /// Three sessions written in turns, with payloads as blobs and over several pages, and a blob of a caller.
    private func fill(_ path: String, encryption: EventLogEncryption? = nil) async throws {
        var limits = EventLogLimits()
        limits.inlineBytes = 6000
        try await SQLiteEventLog.withLog(at: path, limits: limits, encryption: encryption) { log in
            for number in 0..<60 {
                for (session, events) in Self.counts where number < events {
                    let padding = number % 10 == 7 ? 5000 : number % 10 == 3 ? 9000 : 100 + number
                    _ = try await log.append(
                        [try .sample(number, padding: padding)], to: SessionID(session), expecting: UInt64(number))
                }
            }
            _ = try await log.store(blob: Array("kept".utf8))
        }
    }

    /// Salvages a file and checks that everything in the new one is proved and the old one is untouched.
    @discardableResult
    private func salvage(
        _ path: String, in folder: String, encryption: EventLogEncryption? = nil
    ) async throws -> [String: UInt64] {
        let before = try contents(path)
        let target = folder + "/rescued.sqlite"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: target + suffix) }
        let report: SalvageReport
        do {
            report = try await EventLogSalvage.run(from: path, to: target, encryption: encryption)
        } catch let error as EventLogError where error.code == .notFound {
            #expect(!FileManager.default.fileExists(atPath: target))
            return [:]
        }
        #expect(try contents(path) == before)
        var found: [String: UInt64] = [:]
        try await SQLiteEventLog.withLog(at: target, encryption: encryption) { log in
            let findings = try await log.verify().findings
            #expect(findings == [])
            for session in report.sessions {
                let head = try await log.head(of: session.session)
                #expect(head == session.head)
                #expect((session.loss == nil) == (session.head.sequence == session.knownEvents))
                found[session.session.rawValue] = session.head.sequence
            }
        }
        return found
    }

    private func contents(_ path: String) throws -> [Data] {
        try ["", "-wal"].filter { FileManager.default.fileExists(atPath: path + $0) }
            .map { try Data(contentsOf: URL(filePath: path + $0)) }
    }

    private var everything: [String: UInt64] {
        Dictionary(uniqueKeysWithValues: Self.counts.map { ($0.session, UInt64($0.events)) })
    }

    @Test(arguments: [nil, EventLogEncryption.keys(["k": 1], current: "k")] as [EventLogEncryption?])
    func takesEverythingFromAWholeFile(_ encryption: EventLogEncryption?) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path, encryption: encryption)
            #expect(try await salvage(path, in: folder, encryption: encryption) == everything)
            try await SQLiteEventLog.withLog(at: folder + "/rescued.sqlite", encryption: encryption) { log in
                let kept = try await log.blob(SHA256Digest(of: "kept".utf8))
                #expect(kept == Array("kept".utf8))
                let order = try await log.sessions(limit: 9).map(\.session.rawValue)
                #expect(order == ["a", "b", "c"])
            }
        }
    }

    @Test func takesEverythingFromAFileOfTheFirstRelease() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try runSQL(FirstReleaseFile.sql, on: path)
            #expect(try await salvage(path, in: folder) == ["ses_first": 3])
        }
    }

    @Test func namesAWrongKey() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path, encryption: .keys(["k": 1], current: "k"))
            for encryption: EventLogEncryption? in [nil, .keys(["k": 2], current: "k"), .keys(["l": 1], current: "l")] {
                let error = await #expect(throws: EventLogError.self) {
                    try await EventLogSalvage.run(from: path, to: folder + "/new.sqlite", encryption: encryption)
                }
                #expect(error?.code == .wrongKey)
                #expect(!FileManager.default.fileExists(atPath: folder + "/new.sqlite"))
            }
        }
    }

    /// Without its inner pages, its header and its indexes a file loses nothing.
    @Test func needsNeitherHeaderNorInnerPages() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            var bytes = try Data(contentsOf: URL(filePath: path))
            for page in stride(from: 0, to: bytes.count, by: 2048) where page == 0 || [2, 5, 10].contains(bytes[page]) {
                bytes.replaceSubrange(page..<page + 2048, with: Data(count: 2048))
            }
            try bytes.write(to: URL(filePath: path))
            #expect(try await salvage(path, in: folder) == everything)
        }
    }

    @Test func takesWhatATruncatedFileStillHolds() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let cut = folder + "/cut.sqlite"
            try await fill(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            var last: UInt64 = 0
            for length in stride(from: 0, through: whole.count, by: 6911) {
                try whole.prefix(length).write(to: URL(filePath: cut))
                let found = try await salvage(cut, in: folder)["a"] ?? 0
                #expect(found >= last)
                last = found
            }
            #expect(last > 40)
        }
    }

    /// Bits flipped anywhere, and pages full of zeros: never a crash, never an event that was not recorded.
    @Test func takesWhatFlippedBitsLeave() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let damaged = folder + "/damaged.sqlite"
            try await fill(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            let random = SeededRandomSource(seed: 11)
            var complete = 0
            for round in 0..<60 {
                var bytes = whole
                if round % 3 == 0 {
                    let page = Int(random.next() % UInt64(bytes.count / 2048)) * 2048
                    bytes.replaceSubrange(page..<page + 2048, with: Data(count: 2048))
                } else {
                    // The header page in every second of these rounds.
                    let reach = round % 3 == 1 ? 2048 : bytes.count
                    for _ in 0..<3 { bytes[Int(random.next() % UInt64(reach))] ^= UInt8(1 << (random.next() % 8)) }
                }
                try bytes.write(to: URL(filePath: damaged))
                let found = try await salvage(damaged, in: folder)
                for (session, events) in Self.counts { #expect(found[session] ?? 0 <= UInt64(events)) }
                if found == everything { complete += 1 }
            }
            #expect(complete >= 20)
        }
    }

    /// A log that was not moved into the file: whole, cut, with a flipped bit, and gone.
    @Test func readsTheWriteAheadLog() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            let copy = folder + "/copy.sqlite"
            try await SQLiteEventLog.withLog(at: path) { log in
                for number in 0..<12 {
                    _ = try await log.append([try .sample(number)], to: SessionID("a"), expecting: UInt64(number))
                }
                let (file, wal) = (try contents(path)[0], try contents(path)[1])
                try file.write(to: URL(filePath: copy))
                for length in stride(from: wal.count, through: 0, by: -3001) {
                    try wal.prefix(length).write(to: URL(filePath: copy + "-wal"))
                    try await salvage(copy, in: folder)
                }
                // The middle of the log fails its checksum, which hides what was committed behind it from SQLite.
                var flipped = wal
                flipped[wal.count / 2] ^= 4
                try flipped.write(to: URL(filePath: copy + "-wal"))
                #expect(try await salvage(copy, in: folder)["a"] == 12)
                flipped = wal
                flipped.replaceSubrange(0..<32, with: Data(count: 32))
                try flipped.write(to: URL(filePath: copy + "-wal"))
                #expect(try await salvage(copy, in: folder)["a"] == 12)
                try FileManager.default.removeItem(atPath: copy + "-wal")
                #expect(try await salvage(copy, in: folder) == [:])
            }
        }
    }

    /// What was removed stays removed, although its pages still hold it.
    @Test func doesNotBringBackWhatWasRemoved() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            var policy = RetentionPolicy()
            policy.maximumSessions = 2
            policy.includesUnfinished = true
            try await SQLiteEventLog.withLog(at: path) { log in
                let removed = try await log.prune(policy).removed.map(\.session.rawValue)
                #expect(removed == ["c"])
            }
            #expect(try await salvage(path, in: folder) == ["a": 60, "b": 25])
        }
    }

    @Test func refusesATakenPlaceAndAMissingFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            let taken = await #expect(throws: EventLogError.self) {
                try await EventLogSalvage.run(from: path, to: path)
            }
            #expect(taken?.code == .invalid)
            let missing = await #expect(throws: EventLogError.self) {
                try await EventLogSalvage.run(from: folder + "/none", to: folder + "/new.sqlite")
            }
            #expect(missing?.code == .storage)
        }
    }

    @Test func takesNothingFromAFileOfAnotherKind() async throws {
        try await withTemporaryFolder { folder in
            let random = SeededRandomSource(seed: 3)
            for count in [0, 1, 99, 100, 5000, 100_000] {
                let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                try Data(bytes).write(to: URL(filePath: folder + "/noise"))
                #expect(try await salvage(folder + "/noise", in: folder) == [:])
            }
        }
    }
}
