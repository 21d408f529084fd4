internal import AgentPrimitives
internal import Testing

@Suite struct MemoryRecordJSONTests {
    private let plain = MemoryRecord(
        id: "a", time: Timestamp(microseconds: -5), channel: .custom("notes"), text: "ü\n", tags: ["y", "x"],
        metadata: ["k": "v"])

    @Test func hasOneCanonicalForm() {
        let text = #"{"channel":"notes","id":"a","metadata":{"k":"v"},"tags":["x","y"],"text":"ü\n","time_us":-5}"#
        #expect(String(decoding: plain.canonicalBytes, as: UTF8.self) == text)
        #expect(plain.digest == SHA256Digest(of: text.utf8))
    }

    @Test func readsBackWhatItWrote() throws {
        var full = plain
        full.provenance = MemoryProvenance(
            agent: AgentID(randomBits: 1, 2), session: SessionID("ses_a"), sequence: 1 << 60, tool: "web.get",
            source: "https://example.org", sources: [MemorySource(plain)])
        full.taint = .untrusted(from: "web", "mail")
        full.expiry = Timestamp(microseconds: .max)
        full.payload = [0, 127, 255]
        for record in [plain, full] {
            #expect(try MemoryRecord(json: JSONValue(parsing: record.canonicalBytes)) == record)
            #expect(try MemoryRecord(json: record.json) == record)
        }
    }

    @Test func needsLittle() throws {
        let json: JSONValue = ["id": "a", "channel": "tool", "text": "t", "time_us": 1, "later": true]
        let record = try MemoryRecord(json: json)
        #expect(record == MemoryRecord(id: "a", time: Timestamp(microseconds: 1), channel: .tool, text: "t"))
    }

    @Test(
        arguments: [
            ("id", .null), ("channel", 5), ("time_us", "1"), ("time_us", 1.5), ("metadata", ["k": 1]), ("tags", [1]),
            ("payload_hex", "abc"), ("provenance", ["agent": "x"]), ("provenance", ["sequence": -1]),
            ("provenance", ["session": ""]), ("provenance", ["sources": [["id": "a", "digest": "00"]]]),
            ("taint", "web"),
            ("expires_us", true),
        ] as [(String, JSONValue)])
    func refuses(member: String, value: JSONValue) throws {
        var object = try #require(plain.json.objectValue)
        object[member] = value
        let error = #expect(throws: JSONShapeError.self) { try MemoryRecord(json: .object(object)) }
        #expect(error?.path.description.hasPrefix("/" + member) == true)
    }

    @Test func joinsTaint() {
        let web = MemoryTaint.untrusted(from: "web")
        #expect(MemoryTaint.trusted.joined(with: web) == web)
        #expect(web.joined(with: .untrusted(from: "mail")) == .untrusted(from: "mail", "web"))
        #expect(web.labels == ["untrusted", "untrusted:web"])
        #expect(MemoryTaint.trusted.labels.isEmpty)
        #expect(!web.isTrusted)
    }
}
