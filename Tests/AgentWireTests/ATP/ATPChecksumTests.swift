internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct ATPChecksumTests {
    private let codec = ATPCodec()

    private func checked() throws -> ATPFrame {
        var frame = ATPFrame.sample
        frame.checksum = try frame.computedChecksum()
        return frame
    }

    @Test func damageIsFound() throws {
        var frame = try checked()
        try frame.verifyChecksum()
        #expect(try codec.decode(codec.encode(frame)[...]) == frame)
        frame.ttl -= 1
        #expect(failure { () throws(WireError) in try frame.verifyChecksum() }?.code == .checksumMismatch)
        let bytes = try codec.encode(frame)
        let error = failure { () throws(WireError) in _ = try codec.decode(bytes[...]) }
        #expect(error?.code == .checksumMismatch)
        #expect(error?.fieldPath == "/checksum")
        var options = ATPCodec.Options()
        options.verifiesChecksum = false
        #expect(try ATPCodec(options: options).decode(bytes[...]) == frame)
    }

    @Test func signatureAndChecksumAreNotCovered() throws {
        var frame = try checked()
        let checksum = frame.checksum
        frame.signature = "00"
        frame.checksum = nil
        #expect(try frame.computedChecksum() == checksum)
        frame.nonce = "n"
        #expect(try frame.computedChecksum() != checksum)
    }

    @Test func theReceivedDocumentCounts() throws {
        // FRAG is turned into MORE when the frame is read; the checksum is the sender's, over FRAG.
        var document = try ATPFrame.sample.encodedJSON()
        document["flags"] = ["FRAG"]
        document["checksum"] = .string(try ATPCanonicalForm.checksum(of: document))
        let frame = try codec.decode(document)
        #expect(frame.flags.contains(.more))
        #expect(failure { () throws(WireError) in try frame.verifyChecksum() }?.code == .checksumMismatch)
    }

    @Test func whatTheCanonicalFormWouldChangeIsRefused() throws {
        var repeated: JSONObject = ["a": 1, "b": 2]
        repeated.append(key: "a", value: 1)
        let fine: [JSONValue] = [9_007_199_254_740_991, -9_007_199_254_740_991, 0.1, ["é": 1, "e\u{301}": 2]]
        let ambiguous: [(JSONValue, String)] = [
            (9_007_199_254_740_992, "/x"), ([1, -9_007_199_254_740_992], "/x/1"), (.int(UInt64.max), "/x"),
            (.object(repeated), "/x/a"),
        ]
        for value in fine {
            _ = try ATPCanonicalForm.bytes(of: ["x": value], without: [])
        }
        for (value, path) in ambiguous {
            let error = failure { () throws(WireError) in
                _ = try ATPCanonicalForm.bytes(of: ["x": value], without: [])
            }
            #expect(error?.code == .invalidFrame)
            #expect(error?.fieldPath == path)
        }
    }
}
