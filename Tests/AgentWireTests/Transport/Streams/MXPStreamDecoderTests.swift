internal import AgentNetwork
internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct MXPStreamDecoderTests {
    private static let messages = [0, 1, 31, 32, 200].enumerated().map { index, size in
        MXPMessage(
            type: .call, messageID: MessageID(rawValue: UInt64(index)), traceID: TraceID(rawValue: 9),
            payload: ramp(size)[...])
    }

    private func stream(_ messages: [MXPMessage] = Self.messages) throws -> [UInt8] {
        try messages.flatMap { try MXPCodec().encode($0) }
    }

    /// Decodes pieces as a transport would: everything that is complete is taken after each piece.
    private func decode(
        _ pieces: some Sequence<ArraySlice<UInt8>>, options: MXPCodec.Options = MXPCodec.Options()
    ) -> (messages: [MXPMessage], error: WireError?, partial: Int?) {
        var decoder = MXPStreamDecoder(codec: MXPCodec(options: options))
        var messages: [MXPMessage] = []
        do {
            for piece in pieces {
                var rest = piece
                // The decoder may want less than there is.
                while !rest.isEmpty {
                    try decoder.feed { max, buffer in
                        buffer += rest.prefix(max)
                        rest = rest.dropFirst(max)
                    }
                    while let message = try decoder.next() { messages.append(message) }
                }
            }
        } catch let error as WireError {
            return (messages, error, nil)
        } catch {
            Issue.record("expected a WireError, found \(error)")
        }
        return (messages, nil, decoder.partial?.got)
    }

    @Test func everySplitGivesTheSame() throws {
        let bytes = try stream()
        for split in 0...bytes.count {
            let result = decode([bytes[..<split], bytes[split...]])
            #expect(result.messages == Self.messages && result.error == nil && result.partial == nil, "at \(split)")
        }
        let oneByOne = decode(bytes.indices.map { bytes[$0...$0] })
        #expect(oneByOne.messages == Self.messages && oneByOne.partial == nil)
    }

    @Test func everyBreakIsNoticed() throws {
        let bytes = try stream()
        var ends: Set<Int> = [0]
        for message in Self.messages { ends.insert((ends.max() ?? 0) + message.encodedCount) }
        for end in 0..<bytes.count {
            let result = decode([bytes[..<end]])
            #expect(result.error == nil)
            #expect((result.partial == nil) == ends.contains(end), "at \(end)")
        }
    }

    @Test func longMessagesHaveBuffersOfTheirOwnLength() throws {
        let long = MXPMessage.sample(payload: ramp(1_000_000))
        let bytes = try stream([.sample(payload: [1]), long, .sample(payload: [2])])
        let result = decode([bytes[...]])
        #expect(result.messages.map(\.payload.count) == [1, 1_000_000, 1])
        #expect(result.messages[1] == long)
        // Otherwise whoever keeps the payload would keep what came after it as well.
        #expect(result.messages[1].payload.startIndex == MXPHeader.byteCount)
    }

    @Test func roomGrowsWithWhatHasCome() throws {
        var options = MXPCodec.Options()
        options.maximumPayload = 1 << 30
        var decoder = MXPStreamDecoder(codec: MXPCodec(options: options))
        var header = Array(try MXPCodec().encode(.sample(payload: [])).prefix(MXPHeader.byteCount))
        // A promise of a gigabyte.
        header.replaceSubrange(24..<32, with: [0, 0, 0, 0x40, 0, 0, 0, 0])
        try decoder.feed { _, buffer in buffer += header }
        #expect(try decoder.next() == nil)
        for _ in 0..<4 {
            let capacity = try decoder.feed { max, buffer in
                buffer += repeatElement(0, count: max)
                return buffer.capacity
            }
            #expect(try decoder.next() == nil)
            #expect(capacity < 1 << 20)
        }
    }

    @Test func anotherProtocolIsNoticedBeforeAHeaderIsThere() {
        #expect(decode([Array("GET ".utf8)[...]]).error?.code == .invalidMagic)
        #expect(decode([Array("GE".utf8)[...]]).error == nil)
    }

    @Test func errorsAreThoseOfTheCodec() throws {
        let good = try MXPCodec().encode(.sample(payload: ramp(50)))
        for (index, value, code) in [
            (0, 0, .invalidMagic), (4, 0x77, .invalidMessageType), (5, 0x80, .invalidFlags),
            (6, 1, .reservedFieldNonZero), (27, 0x10, .payloadTooLarge), (40, 0, .checksumMismatch),
            (good.count - 1, good[good.count - 1] ^ 1, .checksumMismatch),
        ] as [(Int, UInt8, WireError.Code)] {
            var bad = good
            bad[index] = value
            let result = decode([good[...], bad[...], good[...]])
            #expect(result.messages.count == 1 && result.error?.code == code, "at \(index)")
        }
    }

    @Test func damageNeverCrashesAndSplitsDoNotMatter() throws {
        var random = Mutator(seed: 11)
        var options = MXPCodec.Options()
        options.maximumPayload = 4096
        let bytes = try stream()
        for round in 0..<20_000 {
            var damaged = bytes
            random.damage(&damaged, with: [0x31, 0x50, 0x58, 0x4D, 0, 1, 0xFF])
            let whole = decode([damaged[...]], options: options)
            let split = random.below(damaged.count + 1)
            let parts = decode([damaged[..<split], damaged[split...]], options: options)
            #expect(whole.messages == parts.messages, "round \(round)")
            #expect(whole.error?.code == parts.error?.code && whole.partial == parts.partial, "round \(round)")
        }
    }
}
