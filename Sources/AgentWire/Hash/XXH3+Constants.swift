extension XXH3 {
    /// The 192 bytes that key the hash when nobody chooses others.
    enum Secret {
        static let byteCount = 192

        // Little-endian words, as every platform that Swift supports stores them. The optimizer lays a global array of
        // literals out in the binary, so reading it costs neither an allocation nor a check for first use.
        private static let words: [UInt64] = [
            0xbe4b_a423_396c_feb8, 0x1cad_21f7_2c81_017c, 0xdb97_9083_e96d_d4de, 0x1f67_b3b7_a4a4_4072,
            0x78e5_c0cc_4ee6_79cb, 0x2172_ffcc_7dd0_5a82, 0x8e24_43f7_7446_08b8, 0x4c26_3a81_e690_35e0,
            0xcb00_c391_bb52_283c, 0xa32e_531b_8b65_d088, 0x4ef9_0da2_9748_6471, 0xd8ac_dea9_46ef_1938,
            0x3f34_9ce3_3f76_faa8, 0x1d4f_0bc7_c7bb_dcf9, 0x3159_b4cd_4be0_518a, 0x6473_78d9_c97e_9fc8,
            0xc3eb_d334_83ac_c5ea, 0xeb63_13fa_ffa0_81c5, 0x49da_f0b7_51dd_0d17, 0x9e68_d429_2655_16d3,
            0xfca1_477d_58be_162b, 0xce31_d07a_d1b8_f88f, 0x2804_1695_8f3a_cb45, 0x7e40_4bbb_cafb_d7af,
        ]

        /// Lends the secret's bytes to `body`.
        @inline(__always)
        static func withPointer(_ body: (UnsafeRawPointer) -> UInt64) -> UInt64 {
            words.withUnsafeBytes { secret in
                guard let start = secret.baseAddress else { return 0 }
                return body(start)
            }
        }
    }

    /// The primes of xxHash, named as in its specification.
    enum Prime {
        static let p32x1: UInt64 = 0x9E37_79B1
        static let p32x2: UInt64 = 0x85EB_CA77
        static let p32x3: UInt64 = 0xC2B2_AE3D
        static let p64x1: UInt64 = 0x9E37_79B1_85EB_CA87
        static let p64x2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
        static let p64x3: UInt64 = 0x1656_67B1_9E37_79F9
        static let p64x4: UInt64 = 0x85EB_CA77_C2B2_AE63
        static let p64x5: UInt64 = 0x27D4_EB2F_1656_67C5
        static let mix1: UInt64 = 0x1656_6791_9E37_79F9
        static let mix2: UInt64 = 0x9FB2_1C65_1E98_DF25
    }
}
