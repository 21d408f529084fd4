internal import AgentPrimitives
internal import Testing

@Suite struct AESGCMKeyTests {
    /// Test cases 13 to 16 of the GCM specification (McGrew and Viega), those with 256-bit keys and 96-bit nonces.
    @Test(arguments: [
        (
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "",
            "530f8afbc74536b9a963b4f1c4cb738b"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
            "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de6"
                + "57ba637b39",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a"
                + "0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ])
    func sealsAsSpecified(
        _ key: String, _ nonce: String, _ plaintext: String, _ context: String, _ ciphertext: String, _ tag: String
    ) throws {
        let bytes = try #require(Hexadecimal.decode(key))
        let key = try #require(AESGCMKey(bytes: bytes))
        let plaintext = try #require(Hexadecimal.decode(plaintext))
        let context = try #require(Hexadecimal.decode(context))
        let sealed = key.seal(plaintext, authenticating: context, nonce: try #require(Hexadecimal.decode(nonce)))
        #expect(Hexadecimal.encode(sealed) == nonce + ciphertext + tag)
        #expect(key.open(sealed, authenticating: context) == plaintext)
    }

    @Test func opensOnlyWhatItSealed() throws {
        let key = try #require(AESGCMKey(bytes: [UInt8](repeating: 1, count: 32)))
        let other = try #require(AESGCMKey(bytes: [UInt8](repeating: 2, count: 32)))
        for count in [0, 1, 15, 16, 17, 1000] {
            let plaintext = [UInt8](repeating: 7, count: count)
            let sealed = key.seal(plaintext, authenticating: [1])
            #expect(sealed.count == count + AESGCMKey.overheadBytes)
            #expect(key.open(sealed, authenticating: [1]) == plaintext)
            #expect(key.open(sealed, authenticating: [2]) == nil)
            #expect(other.open(sealed, authenticating: [1]) == nil)
            #expect(key.open(Array(sealed.dropLast()), authenticating: [1]) == nil)
            for place in sealed.indices.prefix(60) {
                var changed = sealed
                changed[place] ^= 1
                #expect(key.open(changed, authenticating: [1]) == nil)
            }
        }
        #expect(key.open([], authenticating: []) == nil)
    }

    @Test func takesThirtyTwoBytesAndShowsNone() throws {
        #expect(AESGCMKey(bytes: [UInt8](repeating: 1, count: 31)) == nil)
        let key = try #require(AESGCMKey(bytes: [UInt8](repeating: 1, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "<key>")
        #expect(dumped.contains("<key>") && !dumped.contains("1, 1"))
    }

    @Test func neverUsesANonceTwice() throws {
        let key = try #require(AESGCMKey(bytes: [UInt8](repeating: 1, count: 32)))
        let nonces = Set((0..<500).map { _ in Array(key.seal([], authenticating: []).prefix(12)) })
        #expect(nonces.count == 500)
    }
}
