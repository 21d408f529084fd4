internal import AgentPrimitives
internal import Testing

@Suite("JSON pointer")
struct JSONPointerTests {
    @Test("steps are escaped as in RFC 6901")
    func text() {
        #expect(JSONPointer.root.description == "")
        #expect(JSONPointer.root.appending(key: "messages").appending(index: 0).description == "/messages/0")
        #expect(JSONPointer.root.appending(key: "a/b~c").appending(key: "").description == "/a~1b~0c/")
    }
}
