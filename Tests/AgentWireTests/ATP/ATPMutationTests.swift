internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct ATPMutationTests {
    /// 100,000 damaged frames: none may crash the decoder, and one that it accepts must read back as what it wrote.
    @Test func damagedFrames() throws {
        var random = Mutator(seed: 0xA7B0_0001)
        var options = ATPCodec.Options()
        options.verifiesChecksum = false
        let codec = ATPCodec(options: options)
        // Mostly small frames: what is tested is the decoder's sense, not the JSON parser's stamina.
        let full = ATPCodecTests.full.serialized()
        let seeds = [
            try codec.encode(.sample),
            Array(#"{"v":1,"session_id":"s","stream_id":"t","msg_seq":1,"ttl":5,"qos":"gold","#.utf8)
                + Array(#""window":{"max_parallel":4,"max_tokens":5,"max_usd_micros":6},"#.utf8)
                + Array(#""flags":["FRAG","LAST"],"payload":{"type":"log","confidence":0.5}}"#.utf8),
        ]
        let alphabet = Array("{}[]\",:0123456789-.eE\\untrfalsMORESYN".utf8)
        var accepted = 0
        for round in 0..<100_000 {
            var bytes = round.isMultiple(of: 16) ? full : seeds[round % seeds.count]
            random.damage(&bytes, with: alphabet)
            guard let frame = try? codec.decode(bytes[...]) else { continue }
            accepted += 1
            let encoded = try codec.encode(frame)
            let again = try codec.decode(encoded[...])
            #expect(again == frame)
            #expect(try codec.encode(again) == encoded)
        }
        #expect(accepted > 1000)
    }
}
