import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Anthropic Messages requests")
struct AnthropicRequestEncoderTests {
    private static let calc = ToolDescriptor(
        name: "calc", summary: "Computes.", inputSchema: ["type": "object"], effect: .compute, idempotency: .pure)

    private func encode(
        _ request: ModelRequest, _ options: AnthropicOptions = AnthropicOptions()
    ) throws -> (body: JSONValue, losses: [String]) {
        let call = try AnthropicDialect(options: options).call(for: request, streams: false)
        return (call.body, call.losses.map(\.description))
    }

    private func messages(_ messages: [Message]) throws -> (text: String, losses: [String]) {
        let encoded = try encode(ModelRequest(model: "m", messages: messages))
        return (encoded.body["messages"]?.text() ?? "", encoded.losses)
    }

    private static func call(_ id: String, _ arguments: String = "{}") -> ContentPart {
        .toolCall(ToolCall(id: id, name: "calc", argumentsText: arguments))
    }

    private static func result(_ id: String, _ content: String) -> ContentPart {
        .toolResult(ToolResult(callID: id, name: "calc", content: content))
    }

    @Test("write the smallest question, its path and its headers")
    func smallest() throws {
        let dialect = AnthropicDialect()
        var call = try dialect.call(
            for: ModelRequest(model: "claude", messages: [.user("Hi")], maxOutputTokens: 100), streams: true)
        try dialect.authorize(
            &call, with: Secret("key"), for: try HTTPURL("https://api.anthropic.com/v1/messages"),
            at: Timestamp(microseconds: 0))
        #expect(call.path == "messages")
        #expect(call.headers["x-api-key"] == "key")
        #expect(call.headers["anthropic-version"] == "2023-06-01")
        #expect(call.headers["anthropic-beta"] == nil)
        #expect(call.headers["Authorization"] == nil)
        #expect(
            call.body.text()
                == #"{"model":"claude","max_tokens":100,"messages":[{"role":"user","content":"Hi"}],"stream":true}"#)
        #expect(call.losses.isEmpty)
    }

    @Test("put all results of a turn into one user message, before any text")
    func parallelResults() throws {
        let encoded = try messages([
            .user("Go."), Message(role: .assistant, content: [Self.call("a", #"{"x":1}"#), Self.call("b")]),
            Message(role: .tool, content: [Self.result("a", "1")]),
            Message(role: .user, content: [.text("Go on."), Self.result("b", "2")]), .user("Quick."),
        ])
        #expect(
            encoded.text
                == #"[{"role":"user","content":"Go."},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"calc","input":{"x":1}},{"type":"tool_use","id":"b","name":"calc","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"tool_result","tool_use_id":"b","content":"2"},{"type":"text","text":"Go on."},{"type":"text","text":"Quick."}]}]"#
        )
        #expect(encoded.losses.isEmpty)
    }

    @Test("keep an image inside its tool result, and the mark of an error")
    func imageResults() throws {
        let image = Media(kind: .image, source: .base64("iVBORw0KGgoAAAA"))
        let result = ToolResult(callID: "a", name: "calc", content: "broken", isError: true, media: [image])
        let encoded = try messages([
            Message(role: .assistant, content: [Self.call("a"), Self.call("b")]),
            Message(role: .tool, content: [.toolResult(result), Self.result("b", "")]),
        ])
        #expect(
            encoded.text.hasSuffix(
                #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"broken"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgoAAAA"}}],"is_error":true},{"type":"tool_result","tool_use_id":"b"}]}]"#
            ))
        #expect(encoded.losses.isEmpty)
    }

    @Test("keep a system message where it stands in the conversation")
    func systemInPlace() throws {
        let request = ModelRequest(
            model: "m", system: "Lead.",
            messages: [.system("Also."), .user("a"), .system("Mind."), .assistant("b"), .user("c")])
        let call = try AnthropicDialect().call(for: request, streams: false)
        #expect(
            call.body["system"]?.text() == #"[{"type":"text","text":"Lead."},{"type":"text","text":"Also."}]"#)
        #expect(
            call.body["messages"]?.text()
                == #"[{"role":"user","content":"a"},{"role":"system","content":"Mind."},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]"#
        )
        #expect(call.headers["anthropic-beta"] == "mid-conversation-system-2026-04-07")
        #expect(call.losses.isEmpty)
    }

    @Test("put a system message behind the results that it would cut off, and behind the user's turn")
    func systemBetweenCallsAndResults() throws {
        let encoded = try messages([
            Message(role: .assistant, content: [Self.call("a"), Self.call("b")]), .system("Mind."),
            Message(role: .tool, content: [Self.result("a", "1")]),
            Message(role: .tool, content: [Self.result("b", "2")]), .user("c"), .assistant("d"), .system("Late."),
            .user("e"),
        ])
        #expect(
            encoded.text.hasSuffix(
                #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"tool_result","tool_use_id":"b","content":"2"}]},{"role":"system","content":"Mind."},{"role":"user","content":"c"},{"role":"assistant","content":"d"},{"role":"user","content":"e"},{"role":"system","content":"Late."}]"#
            ))
    }

    @Test("write a system message as the user's for servers without the beta, and say so")
    func systemAsUser() throws {
        let request = ModelRequest(model: "m", messages: [.user("a"), .assistant("b"), .system("Mind."), .user("c")])
        let encoded = try encode(request, AnthropicOptions(host: "models.example"))
        #expect(
            encoded.body["messages"]?.text().hasSuffix(
                #"{"role":"user","content":[{"type":"text","text":"Mind."},{"type":"text","text":"c"}]}]"#) == true)
        #expect(encoded.losses.count == 1)
        #expect(encoded.losses.first?.hasPrefix("messages[2].role: ") == true)
    }

    @Test("attach cache points to the block before, on tools, system, calls and results, with their lifetime")
    func cachePoints() throws {
        var request = ModelRequest(
            model: "m",
            messages: [
                Message(role: .assistant, content: [Self.call("a"), .cachePoint(CacheHint())]),
                Message(role: .tool, content: [Self.result("a", "1")]),
                Message(role: .user, content: [.cachePoint(CacheHint(lifetime: "5m")), .text("b")]),
            ], tools: [Self.calc])
        request.systemParts = [.text("S"), .cachePoint(CacheHint(lifetime: "1h"))]
        request.toolOptions["calc"] = ToolOptions(cacheHint: CacheHint(lifetime: "1h"))
        let encoded = try encode(request)
        let long = #""cache_control":{"type":"ephemeral","ttl":"1h"}"#
        #expect(encoded.body["tools"]?[0]?.text().hasSuffix("\(long)}") == true)
        #expect(encoded.body["system"]?.text() == #"[{"type":"text","text":"S",\#(long)}]"#)
        #expect(
            encoded.body["messages"]?.text()
                == #"[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"calc","input":{},"cache_control":{"type":"ephemeral"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1","cache_control":{"type":"ephemeral","ttl":"5m"}},{"type":"text","text":"b"}]}]"#
        )
        #expect(encoded.losses.isEmpty)
    }

    @Test("send four cache breakpoints and report the rest, the automatic one counted")
    func tooManyCachePoints() throws {
        let parts = (0..<6).flatMap { [ContentPart.text("\($0)"), .cachePoint(CacheHint())] }
        var request = ModelRequest(model: "m", messages: [Message(role: .user, content: parts)])
        let encoded = try encode(request)
        #expect(encoded.losses.map { $0.prefix(23) } == ["messages[0].content[9]:", "messages[0].content[11]"])
        request.cacheHint = CacheHint(lifetime: "24h")
        let automatic = try encode(request)
        #expect(automatic.body["cache_control"] == ["type": "ephemeral"])
        #expect(automatic.losses.count == 4)
        #expect(automatic.losses.contains { $0.hasPrefix("cacheHint.lifetime: ") })
    }

    @Test("report cache points that nothing can carry")
    func unplacedCachePoints() throws {
        let encoded = try messages([
            Message(role: .user, content: [.cachePoint(CacheHint()), .text("a")]),
            Message(
                role: .assistant,
                content: [.reasoning(text: "Hm", signature: .anthropic("s")), .cachePoint(CacheHint()), .text("b")]),
        ])
        #expect(!encoded.text.contains("cache_control"))
        #expect(encoded.losses.count == 2)
    }

    @Test("replay thinking in order with its signature, to its origin only")
    func thinking() throws {
        let encoded = try messages([
            .user("a"),
            Message(
                role: .assistant,
                content: [
                    .reasoning(text: "One", signature: .anthropic("s1")), .redactedReasoning(.anthropic("enc")),
                    .reasoning(text: "Two", signature: .anthropic("s2")),
                    .reasoning(text: "Three", signature: ProviderState(origin: "gemini", data: "g")),
                    .reasoning(text: "Four", signature: nil),
                    .redactedReasoning(ProviderState(origin: "openai-responses", data: "o")), .text("b"),
                ]),
        ])
        #expect(
            encoded.text.hasSuffix(
                #"[{"type":"thinking","thinking":"One","signature":"s1"},{"type":"redacted_thinking","data":"enc"},{"type":"thinking","thinking":"Two","signature":"s2"},{"type":"text","text":"b"}]}]"#
            ))
        #expect(
            encoded.losses.map { $0.prefix(22) } == [
                "messages[1].content[3]", "messages[1].content[4]", "messages[1].content[5]",
            ])
    }

    @Test("never send empty texts or empty messages")
    func empties() throws {
        let encoded = try messages([
            Message(role: .user, content: [.text(""), .text("a")]), Message(role: .assistant, content: [.text("")]),
            .user("b"),
        ])
        #expect(encoded.text == #"[{"role":"user","content":"a"},{"role":"user","content":"b"}]"#)
        #expect(throws: ModelError.self) { try messages([.user("")]) }
    }

    @Test("make foreign call ids legal, the same for call and result")
    func callIDs() throws {
        let encoded = try messages([
            Message(role: .assistant, content: [Self.call("f.x:0"), Self.call("f_x_0")]),
            Message(role: .tool, content: [Self.result("f_x_0", "2"), Self.result("f.x:0", "1")]),
        ])
        #expect(encoded.text.contains(#""tool_use_id":"f_x_0","content":"2""#))
        #expect(encoded.text.contains(#""id":"f_x_0_2""#))
        #expect(encoded.text.contains(#""tool_use_id":"f_x_0_2","content":"1""#))
    }

    @Test("send arguments that are no JSON object inside one, and say so")
    func brokenArguments() throws {
        let encoded = try messages([.user("a"), Message(role: .assistant, content: [Self.call("a", #"{"x":"#)])])
        #expect(encoded.text.contains(#""input":{"INVALID_JSON":"{\"x\":"}"#))
        #expect(encoded.losses.map { $0.prefix(37) } == ["messages[1].content[0].argumentsText:"])
    }

    @Test("say what parts have no place")
    func unplacedParts() throws {
        let foreign = ProviderState(origin: "gemini", data: "{}")
        let encoded = try messages([
            Message(
                role: .user,
                content: [
                    .text("a"), .media(Media(kind: .audio, source: .base64("x"))), .opaque(foreign),
                    .media(Media(kind: .image, source: .file(foreign))),
                    .media(Media(kind: .image, source: .url("https://a.example/i.png"), detail: "high")),
                ]),
            Message(
                role: .assistant,
                content: [
                    .refusal("No."), .citation(Citation(url: "u")),
                    .toolCall(ToolCall(id: "a", name: "calc", argumentsText: "", state: foreign)),
                ]),
        ])
        #expect(
            encoded.losses.compactMap { $0.split(separator: ":").first } == [
                "messages[0].content[1]", "messages[0].content[2]", "messages[0].content[3]",
                "messages[0].content[4].detail", "messages[1].content[0]", "messages[1].content[1]",
                "messages[1].content[2].state",
            ])
    }
}
