internal import AgentMemory
internal import AgentNetwork
internal import Testing

@testable internal import AgentRouter

@Suite struct WriteDocumentTests {
    private func write(_ text: String, _ type: String = "application/json") throws -> TenantWrite {
        try WriteDocument.write(Array(text.utf8), headers: ["Content-Type": type])
    }

    @Test(arguments: [
        (#"{"object":{"a":1}}"#, #"{"a":1}"#, TenantValue.Form.object),
        (#"{"value":"x","ttl_s":5,"tags":["t"],"metadata":{"m":"1"}}"#, #""x""#, .value),
        (#"{"value":null}"#, "null", .value),
        (#"{"value":1.50e3}"#, "1.50e3", .value),
        (#"{"object":1,"value":2}"#, #"{"object":1,"value":2}"#, .plain),
        (#"{"object":1,"more":2}"#, #"{"object":1,"more":2}"#, .plain),
        (#"{"ttl_s":5}"#, #"{"ttl_s":5}"#, .plain),
        (#" [1, 2] "#, #" [1, 2] "#, .plain),
        (#""text""#, #""text""#, .plain),
    ])
    func tellsDocumentsFromValues(_ text: String, _ value: String, _ form: TenantValue.Form) throws {
        let write = try write(text)
        #expect(String(decoding: write.value.bytes, as: UTF8.self) == value)
        #expect(write.value.form == form)
    }

    @Test func readsFacts() throws {
        let write = try write(#"{"value":1,"ttl_s":60,"tags":["b","a"],"metadata":{"k":"v"}}"#)
        #expect(write.timeToLive == 60 && write.tags == ["a", "b"] && write.metadata == ["k": "v"])
    }

    @Test(arguments: [
        #"{"value":1,"ttl_s":"60"}"#, #"{"value":1,"ttl_s":1.5}"#, #"{"value":1,"tags":"a"}"#,
        #"{"value":1,"tags":[1]}"#,
        #"{"value":1,"metadata":{"a":1}}"#, #"{"value":1"#, "", "{\"a\":\"\u{1}\"}",
    ])
    func refusesBrokenDocuments(_ text: String) {
        #expect(throws: GatewayRefusal.self) { try write(text) }
    }

    @Test func takesOtherMediaTypesAsTheyAre() throws {
        #expect(try write(#"{"value":1"#, "text/plain").value.form == .plain)
    }

    @Test func readsTimeToLiveFromAField() throws {
        #expect(try WriteDocument.write(Array("1".utf8), headers: ["x-ttl-s": "30"]).timeToLive == 30)
        let both = Array(#"{"value":1,"ttl_s":5}"#.utf8)
        #expect(throws: GatewayRefusal.self) { try WriteDocument.write(both, headers: ["x-ttl-s": "30"]) }
        #expect(throws: GatewayRefusal.self) { try WriteDocument.write(both, headers: ["x-ttl-s": "soon"]) }
    }
}
