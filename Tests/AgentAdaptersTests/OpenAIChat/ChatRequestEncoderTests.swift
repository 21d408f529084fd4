import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Chat completion requests")
struct ChatRequestEncoderTests {
    private static let calc = ToolDescriptor(
        name: "calc", summary: "Computes.",
        inputSchema: ["type": "object", "properties": ["expression": ["type": "string"]], "required": ["expression"]],
        effect: .compute, idempotency: .pure)

    private func encode(
        _ request: ModelRequest, _ options: OpenAIChatOptions = OpenAIChatOptions()
    ) -> (body: String, losses: [String]) {
        let encoded = ChatRequestEncoder.encode(request, names: ToolNameMap(request), options: options)
        return (String(decoding: encoded.body.serialized(), as: UTF8.self), encoded.losses.map(\.description))
    }

    @Test("write the smallest question")
    func smallest() {
        let encoded = encode(ModelRequest(model: "m", messages: [.user("Hi")], maxOutputTokens: 100))
        #expect(
            encoded.body
                == #"{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":100}"#
        )
        #expect(encoded.losses.isEmpty)
    }

    @Test("write a conversation with tools")
    func conversation() {
        var search = Self.calc
        search.name = "fs.search"
        let request = ModelRequest(
            model: "m", system: "Be brief.",
            messages: [
                .user("What is 6*7, and who wrote this?"),
                Message(
                    role: .assistant,
                    content: [
                        .text("Let me see."),
                        .toolCall(ToolCall(id: "a", name: "calc", argumentsText: #"{"expression":"6*7"}"#)),
                        .toolCall(ToolCall(id: "b", name: "fs.search", argumentsText: "")),
                    ]),
                Message(
                    role: .tool,
                    content: [
                        .toolResult(ToolResult(callID: "a", name: "calc", content: "42")),
                        .toolResult(ToolResult(callID: "b", name: "fs.search", content: "denied", isError: true)),
                    ]),
                .assistant("42."), .user("Thanks."),
            ],
            tools: [Self.calc, search], maxOutputTokens: 50, temperature: 0.5)
        let encoded = encode(request)
        let schema = #"{"type":"object","properties":{"expression":{"type":"string"}},"required":["expression"]}"#
        #expect(
            encoded.body
                == #"{"model":"m","messages":[{"role":"system","content":"Be brief."},"#
                + #"{"role":"user","content":"What is 6*7, and who wrote this?"},"#
                + #"{"role":"assistant","content":"Let me see.","tool_calls":["#
                + #"{"id":"a","type":"function","function":{"name":"calc","arguments":"{\"expression\":\"6*7\"}"}},"#
                + #"{"id":"b","type":"function","function":{"name":"fs_search","arguments":"{}"}}]},"#
                + #"{"role":"tool","tool_call_id":"a","content":"42"},"#
                + #"{"role":"tool","tool_call_id":"b","content":"denied"},"#
                + #"{"role":"assistant","content":"42."},{"role":"user","content":"Thanks."}],"#
                + #""tools":[{"type":"function","function":{"name":"calc","description":"Computes.","parameters":\#(schema)}},"#
                + #"{"type":"function","function":{"name":"fs_search","description":"Computes.","parameters":\#(schema)}}],"#
                + #""stream":true,"stream_options":{"include_usage":true},"max_tokens":50,"temperature":0.5}"#)
        #expect(
            encoded.losses == [
                "messages[2].content[1].isError: a tool message has no error mark; its content says what failed"
            ])
    }

    @Test("write null where a message only calls tools, and text where it says nothing")
    func emptyContents() {
        let request = ModelRequest(
            model: "m",
            messages: [
                .user(""),
                Message(role: .assistant, content: [.toolCall(ToolCall(id: "a", name: "now", argumentsText: ""))]),
                Message(role: .assistant, content: []),
            ])
        #expect(
            encode(request).body.contains(
                #"[{"role":"user","content":""},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"now","arguments":"{}"}}]},{"role":"assistant","content":""}]"#
            ))
    }

    @Test("put tool results before the text of the same message")
    func resultsInUserMessage() {
        let message = Message(
            role: .user, content: [.text("Go on."), .toolResult(ToolResult(callID: "a", name: "calc", content: "42"))])
        #expect(
            encode(ModelRequest(model: "m", messages: [message])).body.contains(
                #"[{"role":"tool","tool_call_id":"a","content":"42"},{"role":"user","content":"Go on."}]"#))
    }

    @Test("return reasoning only where that is wanted, and report it elsewhere")
    func reasoning() {
        let message = Message(role: .assistant, content: [.reasoning(text: "Hm", signature: "s"), .text("Yes")])
        let request = ModelRequest(model: "m", messages: [message])
        let plain = encode(request)
        #expect(!plain.body.contains("Hm"))
        #expect(plain.losses == ["messages[0].content[0]: the server takes no earlier reasoning back"])
        var options = OpenAIChatOptions()
        options.returnsReasoning = true
        let returning = encode(request, options)
        #expect(returning.body.contains(#""content":"Yes","reasoning_content":"Hm""#))
        #expect(returning.losses == ["messages[0].content[0].signature: this API carries no signatures"])
    }

    @Test("follow the host's habits")
    func hosts() {
        let request = ModelRequest(model: "m", messages: [.user("Hi")], maxOutputTokens: 9)
        #expect(encode(request, OpenAIChatOptions(host: "api.openai.com")).body.contains(#""max_completion_tokens":9"#))
        #expect(encode(request, OpenAIChatOptions(host: "127.0.0.1")).body.contains(#""max_tokens":9"#))
        #expect(!encode(request, OpenAIChatOptions(host: "api.mistral.ai")).body.contains("stream_options"))
    }

    @Test("report a temperature that JSON cannot hold")
    func temperature() {
        let encoded = encode(ModelRequest(model: "m", messages: [.user("Hi")], temperature: .nan))
        #expect(!encoded.body.contains("temperature"))
        #expect(encoded.losses.count == 1)
    }
}
