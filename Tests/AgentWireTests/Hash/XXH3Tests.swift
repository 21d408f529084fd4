internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct XXH3Tests {
    // Values of the C library for ramps; each branch of the algorithm at both of its ends.
    @Test(
        arguments: [
            (0, 0x2d06_8005_38d3_94c2), (1, 0x4c5c_ca45_d0f4_811f), (2, 0xa7e2_50c9_7710_ff27),
            (3, 0x15f7_093b_173d_005c), (4, 0xdca0_12f9_5811_b6b9), (5, 0xb290_cafc_7b25_4345),
            (8, 0xdec6_a9a4_3575_982e), (9, 0xcbe3_9339_9f17_ffbd), (16, 0x7e48_4c18_d748_95d0),
            (17, 0x208b_de5e_e2be_d407), (32, 0x03df_0ac5_255d_1446), (33, 0x199a_3621_22d7_1f46),
            (64, 0xdd30_702a_b46b_3745), (65, 0xfab3_6b85_1b94_ce20), (96, 0xd245_cd25_4158_2982),
            (97, 0x60e3_e1d0_d437_85b3), (128, 0xf92b_70ea_a21a_6288), (129, 0xf8f7_6713_f2bb_60fa),
            (143, 0xc372_f52c_2715_6971), (144, 0xd87f_0076_5ee3_d89e), (240, 0xccc7_3751_72c4_1f03),
            (241, 0x0b3b_6309_48ce_4a00), (256, 0xec85_b75b_afe6_ca74), (257, 0x12ef_0ff6_3384_1459),
            (1023, 0xf0d3_30ce_2b33_00fb), (1024, 0x23bc_880e_bf0d_29c6), (1025, 0xc09f_dfbc_398c_7d82),
            (1088, 0xa16b_ad67_843c_5a45), (1089, 0x8223_27a8_6aad_957c), (2048, 0x19f6_f9c9_8733_1373),
            (2049, 0x5045_460f_5d85_c275), (4096, 0xa3c1_9f81_74cd_e0bb), (4097, 0xb319_759b_4671_c221),
        ] as [(Int, UInt64)])
    func matchesTheCLibrary(count: Int, hash: UInt64) {
        #expect(XXH3.hash(ramp(count).span.bytes) == hash)
    }

    /// The C library's hash over its 1,101 hashes of ramps of 0 to 1,100 bytes.
    @Test func everyLengthMatchesTheCLibrary() {
        let bytes = ramp(1100)
        let hashes = (0...1100).map { XXH3.hash(bytes.span.bytes.extracting(..<$0)).littleEndian }
        #expect(XXH3.hash(hashes.span.bytes) == 0xa830_4f13_8e98_45f8)
    }

    @Test func alignmentDoesNotMatter() {
        for count in 0...1100 {
            let bytes = ramp(count)
            let expected = XXH3.hash(bytes.span.bytes)
            let shifted = [UInt8](repeating: 0xAA, count: count % 63 + 1) + bytes + [0xBB]
            let slice = shifted[(count % 63 + 1)..<(shifted.count - 1)]
            #expect(XXH3.hash(slice.span.bytes) == expected, "length \(count)")
        }
    }

    @Test func everyBitMatters() {
        for count in [1, 4, 9, 17, 40, 129, 241, 1025] {
            var bytes = ramp(count)
            var hashes: Set = [XXH3.hash(bytes.span.bytes)]
            for bit in 0..<(count * 8) {
                bytes[bit / 8] ^= 1 << (bit % 8)
                hashes.insert(XXH3.hash(bytes.span.bytes))
                bytes[bit / 8] ^= 1 << (bit % 8)
            }
            #expect(hashes.count == count * 8 + 1)
        }
    }

    @Test(.enabled(if: Conformance.mxp != nil, "shared/conformance is absent"))
    func conformanceValues() throws {
        let cases = try #require(Conformance.mxp?["xxh3_64_seed0"]?.arrayValue)
        #expect(!cases.isEmpty)
        for value in cases {
            let count = try #require(value["len"]?.intValue)
            let expected = try #require(value["xxh3_64"]?.stringValue)
            #expect(String(XXH3.hash(ramp(count).span.bytes)) == expected, "length \(count)")
        }
    }
}
