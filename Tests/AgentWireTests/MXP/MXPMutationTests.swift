internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct MXPMutationTests {
    /// 100,000 damaged frames: none may crash the decoder, and one that it accepts must encode to the same bytes.
    @Test func damagedFrames() throws {
        var random = Mutator(seed: 0x4D58_5031)
        let codec = MXPCodec()
        var accepted = 0
        for round in 0..<100_000 {
            let message = MXPMessage(
                type: random.pick(MXPMessageType.allCases),
                flags: MXPMessage.Flags(rawValue: UInt8(random.below(16))),
                messageID: MessageID(rawValue: random.next()), traceID: TraceID(rawValue: random.next()),
                payload: ramp(random.below(24))[...])
            var bytes = try codec.encode(message)
            random.damage(&bytes)
            // Half of the damage gets a fitting checksum, so that the checks behind it are reached as well.
            if round.isMultiple(of: 2), bytes.count >= 40 { Self.repairChecksum(&bytes) }
            guard let decoded = try? codec.decode(bytes) else { continue }
            accepted += 1
            #expect(try codec.encode(decoded) == Array(bytes[..<decoded.encodedCount]))
            #expect(try codec.frameLength(header: bytes[...]) == decoded.encodedCount)
        }
        #expect(accepted > 1000)
    }

    private static func repairChecksum(_ bytes: inout [UInt8]) {
        let length = min(Int(bytes[24]), bytes.count - 40)
        let checksum = XXH3.hash(bytes.span.bytes.extracting(..<(32 + length)))
        for index in 0..<8 {
            bytes[32 + length + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index))
        }
    }
}
