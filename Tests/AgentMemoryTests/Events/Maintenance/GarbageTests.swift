internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct GarbageTests {
    private let session = SessionID("ses_test")

    private func digest(_ text: String) -> SHA256Digest { SHA256Digest(of: text.utf8) }

    /// A log whose clock stands two hours behind the one of the collection, with four blobs: unused, used as a payload, and
    /// named in an event and in a snapshot.
    private func fill(_ path: String, encryption: EventLogEncryption? = nil) async throws {
        var limits = EventLogLimits()
        limits.inlineBytes = 200
        try await SQLiteEventLog.withLog(
            at: path, limits: limits, encryption: encryption, time: FixedTime(seconds: 10_000)
        ) { log in
            for text in ["unused", "named", "named in a state", "unused too"] {
                _ = try await log.store(blob: Array(text.utf8))
            }
            let large = try EventDraft(
                kind: EventKind(rawValue: "k"),
                payload: ["text": .string(String(repeating: "y", count: 300) + digest("named").description + "fff")],
                time: Timestamp(microseconds: 1))
            let head = try await log.append([try .sample(1), large], to: session, expecting: 0)
            try await log.save(
                SessionSnapshot(
                    session: session, head: head, format: "f",
                    state: Array("state \(digest("named in a state"))".utf8)))
        }
    }

    @Test(arguments: [nil, EventLogEncryption.keys(["a": 1], current: "a")] as [EventLogEncryption?])
    func deletesWhatNothingNames(_ encryption: EventLogEncryption?) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path, encryption: encryption)
            try await SQLiteEventLog.withLog(
                at: path, encryption: encryption, time: FixedTime(seconds: 17_200)
            ) { log in
                var options = GarbageOptions()
                options.eventsPerStep = 1
                options.blobsPerRound = 2
                options.keeping = [digest("unused too")]
                let report = try await log.collectGarbage(options)
                #expect(report.blobs == 1)
                #expect(try await log.blob(digest("unused")) == nil)
                for text in ["named", "named in a state", "unused too"] {
                    #expect(try await log.blob(digest(text)) == Array(text.utf8))
                }
                #expect(try await log.collectGarbage().blobs == 1)
                #expect(try await log.blob(digest("unused too")) == nil)
                #expect(try await log.verify().findings == [])
            }
        }
    }

    @Test func sparesWhatWasStoredLately() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            // Stored anew, half an hour before the collection.
            try await SQLiteEventLog.withLog(at: path, time: FixedTime(seconds: 15_400)) { log in
                _ = try await log.store(blob: Array("unused".utf8))
            }
            // A clock that goes back must not make it old.
            try await SQLiteEventLog.withLog(at: path, time: FixedTime(seconds: 5)) { log in
                _ = try await log.store(blob: Array("unused".utf8))
                #expect(try await log.collectGarbage().blobs == 0)
            }
            try await SQLiteEventLog.withLog(at: path, time: FixedTime(seconds: 17_200)) { log in
                let collected = try await log.collectGarbage().blobs
                #expect(collected == 1)
                let stored = try await log.blob(digest("unused"))
                #expect(stored != nil)
            }
        }
    }

    @Test func findsANameThatCameMeanwhile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await fill(path)
            try await SQLiteEventLog.withLog(at: path, time: FixedTime(seconds: 17_200)) { log in
                let options = GarbageOptions()
                let draft = try EventDraft(
                    kind: EventKind(rawValue: "k"), payload: ["blob": .string(digest("unused").description)],
                    time: Timestamp(microseconds: 1))
                var collection = try #require(
                    try await log.perform { store in
                        var collection = try store.beginCollection(behind: nil, options)
                        while var found = collection, try store.search(&found, options) { collection = found }
                        return collection
                    })
                _ = try await log.append([draft], to: session, expecting: 2)
                let report = try await log.end(&collection, options)
                #expect(report?.blobs == 1)
                #expect(try await log.blob(digest("unused")) != nil)
                #expect(try await log.blob(digest("unused too")) == nil)
            }
        }
    }

    @Test func scansEveryWindowOfDigits() {
        let wanted = digest("a")
        for text in [
            wanted.description, "x\(wanted)", "\(wanted)x", "0\(wanted)ff", "ab\(wanted)\(wanted)",
            "\(digest("b"))\(wanted)",
        ] {
            var scan = DigestScan([wanted])
            Array(text.utf8).withUnsafeBytes { scan.scan($0) }
            #expect(scan.missing.isEmpty, "\(text)")
        }
        for text in ["", String(wanted.description.dropLast()), wanted.description.uppercased()] {
            var scan = DigestScan([wanted])
            Array(text.utf8).withUnsafeBytes { scan.scan($0) }
            #expect(scan.missing == [wanted])
        }
    }
}

extension SQLiteEventLog {
    fileprivate func end(
        _ collection: inout BlobCollection, _ options: GarbageOptions
    ) throws -> GarbageReport? {
        try perform { store in try store.endCollection(&collection, options) }
    }
}
