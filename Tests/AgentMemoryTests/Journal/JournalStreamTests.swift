internal import AgentMemory
internal import AgentPrimitives
internal import AgentWire
internal import Testing

@Suite struct JournalStreamTests {
    private let message = MessageID(rawValue: 7)
    private let trace = TraceID(rawValue: 9)

    @Test func sendsEveryRecordOnce() async throws {
        try await withJournal(records: 150) { journal in
            let (entries, end) = try await replay(journal)
            #expect(try await entries == journal.tail(200))
            #expect(end == JournalStreamEnd(.complete, records: 150, lastSequence: 150))
        }
    }

    @Test func goesOnBehindAPlace() async throws {
        try await withJournal(records: 10) { journal in
            var options = JournalStreamOptions()
            options.records = 4
            options.pageRecords = 3
            var places: [UInt64] = []
            var ends: [JournalStreamEnd] = []
            while ends.last?.reason != .complete {
                let (entries, end) = try await replay(journal, after: places.last ?? 0, options: options)
                places += entries.map(\.sequence)
                ends.append(end)
            }
            #expect(places == Array(1...10))
            #expect(ends.map(\.reason) == [.limit, .limit, .complete])
        }
    }

    @Test func isAPlainStreamOfCanonicalChunks() async throws {
        try await withJournal(records: 2) { journal in
            let frames = try await frames(of: journal)
            #expect(frames.map(\.type) == [.streamOpen, .streamChunk, .streamChunk, .streamClose])
            #expect(frames.allSatisfy { $0.messageID == message && $0.traceID == trace })
            let chunk = String(decoding: frames[1].payload, as: UTF8.self)
            #expect(
                chunk
                    == #"{"record":{"channel":"input","id":"0","metadata":{},"tags":[],"text":"text","time_us":0},"sequence":1}"#
            )
            let close = try frames[3].decodePayload(as: MXPPayload.JSON.StreamClose.self)
            #expect(close.finishReason == "complete")
        }
    }

    @Test func refusesWhatBreaksTheStream() async throws {
        try await withJournal(records: 3) { journal in
            let whole = try await frames(of: journal)
            var late = whole[3]
            late.payload = Array(#"{"finish_reason":"complete","records":9,"last_sequence":3}"#.utf8)[...]
            var broken = whole[1]
            broken.payload = [0xFF, 0x00]
            let attacks: [[MXPMessage]] = [
                [whole[1]], [whole[4]], [whole[0], whole[0]], [whole[0], whole[2], whole[1]],
                [whole[0], whole[1], whole[1]],
                [whole[0], broken], [whole[0], whole[1], whole[4]], [whole[0], late],
                [whole[0], MXPMessage(type: .ack, messageID: message, traceID: trace)],
                whole + [whole[1]],
            ]
            for attack in attacks {
                var reader = JournalStreamReader(of: message)
                let error = #expect(throws: MemoryError.self) {
                    for frame in attack { _ = try reader.take(frame) }
                }
                #expect(error?.code == .transport)
            }
            var reader = JournalStreamReader(of: MessageID(rawValue: 8))
            #expect(try reader.take(whole[0]) == .foreign)
        }
    }

    @Test func neverCrashesOnChangedBytes() async throws {
        try await withJournal(records: 2) { journal in
            let whole = try await frames(of: journal)
            let random = SeededRandomSource(seed: 4)
            for _ in 0..<2000 {
                var reader = JournalStreamReader(of: message)
                for var frame in whole {
                    var payload = Array(frame.payload)
                    if random.next() % 3 == 0, !payload.isEmpty {
                        payload[Int(random.next() % UInt64(payload.count))] = UInt8(random.next() & 255)
                        frame.payload = payload[...]
                    }
                    guard (try? reader.take(frame)) != nil else { break }
                }
            }
        }
    }

    @Test func tellsTheOtherEndOfAFailure() async throws {
        try await withJournal(records: 3) { journal in
            var options = JournalStreamOptions()
            options.chunkBytes = 10
            let (near, far) = InProcessTransport<MXPMessage>.pair()
            let sender = JournalStreamSender(journal, gate: nil, options: options)
            let error = await #expect(throws: MemoryError.self) {
                _ = try await sender.send(over: near, message: message, trace: trace)
            }
            #expect(error?.code == .invalid)
            let end = try await JournalStreamReceiver.receive(from: far, message: message) { _ in }
            #expect(end.reason == .failed)
            #expect(end.error?.code == "invalid")
        }
    }

    @Test func endsWithTheConnection() async throws {
        try await withJournal(records: 3) { journal in
            let whole = try await frames(of: journal)
            let (near, far) = InProcessTransport<MXPMessage>.pair()
            for frame in whole.prefix(2) { try await near.send(frame) }
            near.close()
            let error = await #expect(throws: MemoryError.self) {
                _ = try await JournalStreamReceiver.receive(from: far, message: message) { _ in }
            }
            #expect(error?.code == .transport)
            #expect(error?.message.contains("behind place 1") == true)
            let refusal = await #expect(throws: MemoryError.self) {
                _ = try await JournalStreamSender(journal, gate: nil).send(over: near, message: message, trace: trace)
            }
            #expect(refusal?.code == .transport)
        }
    }

    @Test func leavesOutWhatMayNotLeave() async throws {
        try await withJournal(records: 2) { journal in
            _ = try await journal.write([.sample("private", channel: .system), .sample("last")])
            let policy = ChannelPolicy(denied: ["system"])
            let gate = MemoryGate(policy: policy, agent: AgentID(randomBits: 1, 2), session: SessionID("ses_test"))
            let (entries, end) = try await replay(journal, gate: gate)
            #expect(entries.map(\.record.id) == ["0", "1", "last"])
            #expect((end.records, end.lastSequence) == (3, 4))
        }
    }

    private func replay(
        _ journal: EpisodicJournal, after sequence: UInt64 = 0, gate: MemoryGate? = nil,
        options: JournalStreamOptions = JournalStreamOptions()
    ) async throws -> ([MemoryEntry], JournalStreamEnd) {
        // A small capacity, so that the sender waits for the reader.
        let (near, far) = InProcessTransport<MXPMessage>.pair(capacity: 2)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let sender = JournalStreamSender(journal, gate: gate, options: options)
                _ = try await sender.send(after: sequence, over: near, message: message, trace: trace)
            }
            var entries: [MemoryEntry] = []
            let end = try await JournalStreamReceiver.receive(
                from: far, message: message, after: sequence, options: options
            ) { entries.append($0) }
            try await group.waitForAll()
            return (entries, end)
        }
    }

    private func frames(of journal: EpisodicJournal) async throws -> [MXPMessage] {
        let (near, far) = InProcessTransport<MXPMessage>.pair()
        _ = try await JournalStreamSender(journal, gate: nil).send(over: near, message: message, trace: trace)
        near.close()
        var frames: [MXPMessage] = []
        while let frame = try await far.receive() { frames.append(frame) }
        return frames
    }

    private func withJournal(records: Int, _ body: (EpisodicJournal) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            _ = try await journal.write((0..<records).map { .sample("\($0)") })
            try await body(journal)
            try await journal.shutdown()
        }
    }
}
