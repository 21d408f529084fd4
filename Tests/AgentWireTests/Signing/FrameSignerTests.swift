internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct FrameSignerTests {
    private let codec = ATPCodec()

    private func key(_ id: String, _ secret: String = "a shared secret of 32 bytes or so") throws -> FrameKey {
        try FrameKey(id: id, secret: Secret(secret))
    }

    private func signer(_ current: FrameKey, accepting accepted: [FrameKey] = []) throws -> FrameSigner {
        FrameSigner(
            keyring: try FrameKeyring(current: current, accepted: accepted), random: SeededRandomSource(seed: 1))
    }

    @Test(arguments: GoldenFrame.all) func goldenFrames(_ golden: GoldenFrame) throws {
        let signer = try signer(key(golden.keyID, golden.secret))
        let document = try codec.parse(Array(golden.text.utf8)[...])
        let canonical = try ATPCanonicalForm.bytes(of: document, without: ["sig"])
        #expect(String(decoding: canonical, as: UTF8.self) == golden.canonical)
        #expect(try ATPCanonicalForm.checksum(of: document) == golden.checksum)
        let verified = try signer.verify(document)
        #expect(verified == FrameSigner.Verified(keyID: golden.keyID, nonce: document["nonce"]?.stringValue ?? ""))

        var frame = try codec.decode(document)
        #expect(frame.signature == golden.signature)
        #expect(try frame.computedChecksum() == golden.checksum)
        frame.signature = nil
        #expect(try signer.sign(frame, nonce: verified.nonce).signature == golden.signature)
    }

    @Test func everyFieldIsBound() throws {
        let signer = try signer(key("k1"))
        var frame = ATPFrame.sample
        frame.checksum = "stale"
        let document = try signer.sign(frame).encodedJSON()
        try signer.verify(document)
        for name in document.keys where !["sig", "kid"].contains(name) {
            var changed = document
            changed[name] = name == "nonce" ? "other" : ["changed": true]
            #expect(code { () throws(WireError) in try signer.verify(changed) } == .signatureMismatch, "\(name)")
            changed[name] = nil
            #expect(
                code { () throws(WireError) in try signer.verify(changed) }
                    == (name == "nonce" ? .signatureMissing : .signatureMismatch), "\(name)")
        }
        var added = document
        added["later"] = 1
        #expect(code { () throws(WireError) in try signer.verify(added) } == .signatureMismatch)
    }

    @Test func keysAreRotated() throws {
        let old = try key("k1", "the old one")
        let new = try key("k2", "the new one")
        let signedOld = try signer(old).sign(.sample).encodedJSON()
        let signedNew = try signer(new).sign(.sample).encodedJSON()
        let both = try signer(new, accepting: [old])
        #expect(try both.verify(signedOld).keyID == "k1")
        #expect(try both.verify(signedNew).keyID == "k2")
        let onlyNew = try signer(new)
        let error = failure { () throws(WireError) in _ = try onlyNew.verify(signedOld) }
        #expect(error?.code == .unknownKey)
        #expect(error?.context == .key("k1"))
    }

    @Test func anotherKeyOfTheSameNameDoesNotFit() throws {
        let document = try signer(key("k1", "one")).sign(.sample).encodedJSON()
        let other = try signer(key("k1", "two"))
        let error = failure { () throws(WireError) in _ = try other.verify(document) }
        #expect(error?.code == .signatureMismatch)
        // A forger must not learn the right signature from the error.
        let right = try other.sign(.sample, nonce: document["nonce"]?.stringValue ?? "").signature
        #expect(error?.json.text().contains(try #require(right)) == false)
    }

    @Test func damagedSignaturesDoNotFit() throws {
        let signer = try signer(key("k1"))
        let document = try signer.sign(.sample).encodedJSON()
        let signature = try #require(document["sig"]?.stringValue)
        for text in [String(signature.dropLast(2)), signature + "00", "zz", String(signature.reversed())] {
            var changed = document
            changed["sig"] = .string(text)
            #expect(code { () throws(WireError) in try signer.verify(changed) } == .signatureMismatch)
        }
        var upper = document
        upper["sig"] = .string(signature.uppercased())
        try signer.verify(upper)
    }

    @Test func unsignedFramesAreRefused() throws {
        let signer = try signer(key("k1"))
        let document = try signer.sign(.sample).encodedJSON()
        for name in ["sig", "kid", "nonce"] {
            for value in [nil, "", 1, JSONValue.null] {
                var changed = document
                changed[name] = value
                let error = failure { () throws(WireError) in _ = try signer.verify(changed) }
                #expect(error?.code == .signatureMissing)
                #expect(error?.fieldPath == "/\(name)")
            }
        }
        var long = document
        long["nonce"] = .string(String(repeating: "n", count: 129))
        #expect(code { () throws(WireError) in try signer.verify(long) } == .invalidFrame)
    }

    @Test func repeatedMembersAreRefused() throws {
        let signer = try signer(key("k1"))
        var document = try signer.sign(.sample).encodedJSON()
        document.append(key: "ttl", value: try #require(document["ttl"]))
        #expect(code { () throws(WireError) in try signer.verify(document) } == .invalidFrame)
    }

    @Test func noncesAreNew() throws {
        let signer = try signer(key("k1"))
        let nonces = try (0..<100).map { _ in try #require(signer.sign(.sample).nonce) }
        #expect(Set(nonces).count == 100)
        #expect(nonces.allSatisfy { $0.utf8.count == 32 })
    }

    @Test func checksumIsBroughtUpToDate() throws {
        var frame = ATPFrame.sample
        frame.checksum = "stale"
        try signer(key("k1")).sign(frame).verifyChecksum()
        #expect(try signer(key("k1")).sign(.sample).checksum == nil)
    }

    @Test func keysAreCheckedAndHidden() throws {
        #expect(failure { () throws(WireError) in _ = try FrameKey(id: "", secret: Secret("s")) }?.code == .invalidKey)
        #expect(failure { () throws(WireError) in _ = try FrameKey(id: "k", secret: Secret("")) }?.code == .invalidKey)
        let key = try key("k1", "hush")
        let error = failure { () throws(WireError) in _ = try FrameKeyring(current: key, accepted: [key]) }
        #expect(error?.code == .invalidKey)
        #expect(!String(reflecting: try signer(key)).contains("hush"))
    }

    private func code(_ body: () throws(WireError) -> FrameSigner.Verified) -> WireError.Code? {
        failure { () throws(WireError) in _ = try body() }?.code
    }
}
