import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Tool names on the wire")
struct ToolNameMapTests {
    private func map(_ names: [String], called: [String] = []) -> ToolNameMap {
        let tools = names.map {
            ToolDescriptor(name: $0, summary: "", inputSchema: [:], effect: .compute, idempotency: .pure)
        }
        let calls = called.map { ContentPart.toolCall(ToolCall(id: $0, name: $0, argumentsText: "")) }
        return ToolNameMap(
            ModelRequest(model: "m", messages: [Message(role: .assistant, content: calls)], tools: tools))
    }

    @Test(
        "become legal",
        arguments: [("calc", "calc"), ("fs.read", "fs_read"), ("größe", "gr__e"), ("", "_"), ("a-b_C9", "a-b_C9")])
    func legal(name: String, wire: String) {
        let map = map([name])
        #expect(map.wireName(of: name) == wire)
        #expect(map.original(of: wire) == name)
    }

    @Test("stay apart where they would meet, and legal ones keep theirs")
    func collisions() {
        let names = ["fs.read", "fs:read", "fs_read", "fs_read_2"]
        let map = map(names)
        #expect(names.map(map.wireName) == ["fs_read_3", "fs_read_4", "fs_read", "fs_read_2"])
        for name in names { #expect(map.original(of: map.wireName(of: name)) == name) }
    }

    @Test("fit into 64 characters, also with a number")
    func long() {
        let names = [String(repeating: "x", count: 80), String(repeating: "x", count: 90)]
        let map = map(names)
        #expect(map.wireName(of: names[0]) == String(repeating: "x", count: 64))
        #expect(map.wireName(of: names[1]) == String(repeating: "x", count: 62) + "_2")
        #expect(map.original(of: map.wireName(of: names[1])) == names[1])
    }

    @Test("cover calls of tools that are no longer offered")
    func history() {
        let map = map(["a.b"], called: ["a:b", "a.b"])
        #expect(map.wireName(of: "a.b") == "a_b")
        #expect(map.wireName(of: "a:b") == "a_b_2")
        #expect(map.original(of: "unheard_of") == "unheard_of")
    }
}
