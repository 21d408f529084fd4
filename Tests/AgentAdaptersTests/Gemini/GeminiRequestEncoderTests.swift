import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Gemini requests")
struct GeminiRequestEncoderTests {
    private static let calc = ToolDescriptor(
        name: "calc", summary: "Computes.", inputSchema: ["type": "object", "properties": ["x": ["type": "integer"]]],
        effect: .compute, idempotency: .pure)

    private func contents(
        _ messages: [Message], model: String = "gemini-2.5-flash"
    ) throws -> (text: String, losses: [String]) {
        let call = try GeminiDialect().call(for: ModelRequest(model: model, messages: messages), streams: false)
        return (call.body["contents"]?.text() ?? "", call.losses.map(\.description))
    }

    private static func call(
        _ id: String, _ name: String = "calc", _ arguments: String = "{}", state: ProviderState? = nil
    ) -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments, state: state))
    }

    private static func result(_ id: String, _ content: String, name: String = "calc") -> ContentPart {
        .toolResult(ToolResult(callID: id, name: name, content: content))
    }

    private static func gemini(_ data: String) -> ProviderState { ProviderState(origin: "gemini", data: data) }

    @Test("write the smallest question, its path and its key")
    func smallest() throws {
        let dialect = GeminiDialect()
        let request = ModelRequest(model: "gemini-2.5-flash", messages: [.user("Hi")], maxOutputTokens: 100)
        var call = try dialect.call(for: request, streams: true)
        try dialect.authorize(
            &call, with: Secret("key"), for: try HTTPURL("https://generativelanguage.googleapis.com/v1beta"),
            at: Timestamp(microseconds: 0))
        #expect(call.path == "models/gemini-2.5-flash:streamGenerateContent?alt=sse")
        #expect(call.headers["x-goog-api-key"] == "key")
        #expect(call.headers["Authorization"] == nil)
        #expect(
            call.body.text()
                == #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":100}}"#
        )
        #expect(call.losses.isEmpty)
        #expect(try dialect.call(for: request, streams: false).path == "models/gemini-2.5-flash:generateContent")
    }

    @Test(
        "put the model into the path",
        arguments: [
            ("gemini-x", "models/gemini-x"), ("models/gemini-x", "models/gemini-x"),
            ("tunedModels/mine", "tunedModels/mine"), ("a b?c:d", "models/a%20b%3Fc%3Ad"),
        ])
    func paths(_ model: String, _ path: String) throws {
        let call = try GeminiDialect().call(for: ModelRequest(model: model, messages: [.user("a")]), streams: false)
        #expect(call.path == path + ":generateContent")
    }

    @Test("refuse names that are no model's", arguments: ["", "a//b", "../x", "models/.."])
    func noModel(_ model: String) {
        let error = #expect(throws: ModelError.self) {
            try GeminiDialect().call(for: ModelRequest(model: model, messages: [.user("a")]), streams: false)
        }
        #expect(error?.code == .invalidRequest)
    }

    @Test("put all results of a turn into one content right behind the calls")
    func parallelResults() throws {
        let encoded = try contents([
            .user("Go."), Message(role: .assistant, content: [.text("Two.")]),
            Message(role: .assistant, content: [Self.call("a", "calc", #"{"x":1}"#), Self.call("b")]),
            .system("Mind."), Message(role: .tool, content: [Self.result("a", "1")]), .user("Well?"),
            Message(role: .tool, content: [Self.result("b", #"{"y":[2]}"#)]),
        ])
        #expect(
            encoded.text
                == #"[{"role":"user","parts":[{"text":"Go."}]},{"role":"model","parts":[{"text":"Two."},{"functionCall":{"name":"calc","args":{"x":1},"id":"a"}},{"functionCall":{"name":"calc","args":{},"id":"b"}}]},{"role":"user","parts":[{"functionResponse":{"name":"calc","response":{"output":"1"},"id":"a"}},{"functionResponse":{"name":"calc","response":{"y":[2]},"id":"b"}}]},{"role":"user","parts":[{"text":"Mind."}]},{"role":"user","parts":[{"text":"Well?"}]}]"#
        )
        #expect(encoded.losses.count == 1)
        #expect(encoded.losses.first?.hasPrefix("messages[3].role: ") == true)
    }

    @Test("find the name of a result's tool by the id of its call")
    func namesByID() throws {
        let encoded = try contents([
            Message(role: .assistant, content: [Self.call("a", "one"), Self.call("b", "two")]),
            Message(role: .tool, content: [Self.result("b", "2", name: ""), Self.result("a", "1", name: "")]),
        ])
        #expect(
            encoded.text.hasSuffix(
                #"{"functionResponse":{"name":"two","response":{"output":"2"},"id":"b"}},{"functionResponse":{"name":"one","response":{"output":"1"},"id":"a"}}]}]"#
            ))
    }

    @Test("leave ids out that were made here, unless order alone would mislead")
    func mintedIDs() throws {
        let calls = Message(role: .assistant, content: [Self.call("call_1"), Self.call("call_2")])
        let inOrder = try contents([
            calls, Message(role: .tool, content: [Self.result("call_1", "1"), Self.result("call_2", "2")]),
        ])
        #expect(!inOrder.text.contains(#""id""#))
        let swapped = try contents([
            calls, Message(role: .tool, content: [Self.result("call_2", "2"), Self.result("call_1", "1")]),
        ])
        #expect(swapped.text.contains(#""response":{"output":"2"},"id":"call_2""#))
    }

    @Test(
        "write what a tool said as an object",
        arguments: [
            ("plain", false, #"{"output":"plain"}"#), (#"{"a":1}"#, false, #"{"a":1}"#), ("", false, #"{"output":""}"#),
            ("[1,2]", false, #"{"output":[1,2]}"#), ("12", false, #"{"output":"12"}"#),
            ("no file", true, #"{"error":"no file"}"#), (#"{"code":5}"#, true, #"{"error":{"code":5}}"#),
            ("{broken", false, #"{"output":"{broken"}"#),
        ])
    func responses(_ content: String, _ isError: Bool, _ response: String) throws {
        let result = ToolResult(callID: "call_1", name: "calc", content: content, isError: isError)
        let encoded = try contents([Message(role: .tool, content: [.toolResult(result)])])
        #expect(
            encoded.text
                == #"[{"role":"user","parts":[{"functionResponse":{"name":"calc","response":\#(response)}}]}]"#)
        #expect(encoded.losses.isEmpty)
    }

    @Test("keep an image with its tool result, inside it where the model takes that")
    func imageResults() throws {
        let image = Media(kind: .image, source: .base64("iVBORw0KGgoAAAA"))
        let result = ToolResult(callID: "call_1", name: "calc", content: "a", media: [image])
        let messages = [
            Message(role: .assistant, content: [Self.call("call_1", state: Self.gemini("c2ln")), Self.call("call_2")]),
            Message(role: .tool, content: [.toolResult(result), Self.result("call_2", "b")]),
        ]
        let part = #"{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgoAAAA"}}"#
        let first = #"{"functionResponse":{"name":"calc","response":{"output":"a"}"#
        let second = #"{"functionResponse":{"name":"calc","response":{"output":"b"}}}"#
        let old = try contents(messages)
        #expect(old.text.hasSuffix("[\(first)}},\(second),\(part)]}]"))
        let new = try contents(messages, model: "gemini-3-pro")
        #expect(new.text.hasSuffix(#"[\#(first),"parts":[\#(part)]}},\#(second)]}]"#))
        #expect(old.losses.isEmpty && new.losses.isEmpty)
    }

    @Test("give signatures back on the part they came with, and only Gemini's own")
    func signatures() throws {
        let anthropic = ProviderState(origin: "anthropic", data: "a")
        let encoded = try contents(
            [
                Message(
                    role: .assistant,
                    content: [
                        .reasoning(text: "Hm.", signature: Self.gemini("czE=")),
                        .reasoning(text: "So.", signature: anthropic), .text("a"), .opaque(Self.gemini("czI=")),
                        .media(Media(kind: .image, source: .base64("AA=="), mediaType: "image/png")),
                        .opaque(Self.gemini("czM=")),
                        .opaque(Self.gemini(#"{"text":"","thoughtSignature":"czQ="}"#)),
                        .redactedReasoning(anthropic), Self.call("call_1", state: Self.gemini("czU=")),
                        Self.call("call_2"), Self.call("call_3", state: anthropic),
                    ])
            ], model: "gemini-3-pro")
        #expect(
            encoded.text
                == #"[{"role":"model","parts":[{"text":"Hm.","thought":true,"thoughtSignature":"czE="},{"text":"So.","thought":true},{"text":"a","thoughtSignature":"czI="},{"inlineData":{"mimeType":"image/png","data":"AA=="},"thoughtSignature":"czM="},{"text":"","thoughtSignature":"czQ="},{"functionCall":{"name":"calc","args":{}},"thoughtSignature":"czU="},{"functionCall":{"name":"calc","args":{}}},{"functionCall":{"name":"calc","args":{}}}]}]"#
        )
        #expect(
            encoded.losses.map { $0.prefix { $0 != ":" } } == [
                "messages[0].content[1].signature", "messages[0].content[7]", "messages[0].content[10].state",
            ])
    }

    @Test("stand in for the signature of a call of another model where the model asks for one")
    func foreignHistory() throws {
        let messages = [
            Message(role: .assistant, content: [Self.call("call_1"), Self.call("call_2")]),
            Message(role: .tool, content: [Self.result("call_1", "1"), Self.result("call_2", "2")]),
        ]
        let mark = #""thoughtSignature":"skip_thought_signature_validator""#
        #expect(try contents(messages, model: "gemini-3-pro").text.components(of: mark) == 1)
        #expect(try contents(messages, model: "gemini-2.5-pro").text.components(of: mark) == 0)
    }

    @Test("say what has no place in a conversation")
    func losses() throws {
        let encoded = try contents([
            Message(
                role: .user,
                content: [
                    .text("a"), .cachePoint(CacheHint()), .citation(Citation(url: "u")), .refusal("No."),
                    .media(Media(kind: .image, source: .base64("////"))),
                    .media(
                        Media(
                            kind: .document, source: .file(ProviderState(origin: "openai-responses", data: "f")),
                            name: "n", detail: "high")),
                    Self.call("call_1", "calc", "{broken"),
                ])
        ])
        #expect(
            encoded.losses.map { String($0.prefix { $0 != ":" }) } == [
                "messages[0].content[1]", "messages[0].content[2]", "messages[0].content[3]", "messages[0].content[4]",
                "messages[0].content[5].name", "messages[0].content[5].detail", "messages[0].content[5]",
                "messages[0].content[6].argumentsText",
            ])
        #expect(encoded.text.contains(#""args":{"arguments":"{broken"}"#))
    }

    @Test("write media by address, as a data address, and by an upload")
    func media() throws {
        let encoded = try contents([
            Message(
                role: .user,
                content: [
                    .media(Media(kind: .image, source: .url("https://a.example/i.png"), mediaType: "image/png")),
                    .media(Media(kind: .image, source: .url("data:image/png;base64,AA=="))),
                    .media(Media(kind: .document, source: .text("words"))),
                    .media(Media(kind: .video, source: .file(Self.gemini("files/x")), mediaType: "video/mp4")),
                ])
        ])
        #expect(
            encoded.text
                == #"[{"role":"user","parts":[{"fileData":{"mimeType":"image/png","fileUri":"https://a.example/i.png"}},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"text":"words"},{"fileData":{"mimeType":"video/mp4","fileUri":"files/x"}}]}]"#
        )
        #expect(encoded.losses.isEmpty)
    }

    @Test("put system messages ahead of the conversation into the system instruction")
    func system() throws {
        let request = ModelRequest(model: "m", system: "Lead.", messages: [.system("Also."), .user("a")])
        let call = try GeminiDialect().call(for: request, streams: false)
        #expect(call.body["systemInstruction"]?.text() == #"{"parts":[{"text":"Lead."},{"text":"Also."}]}"#)
        #expect(call.body["contents"]?.text() == #"[{"role":"user","parts":[{"text":"a"}]}]"#)
        #expect(call.losses.isEmpty)
        let alone = try contents([.system("Only.")])
        #expect(alone.text == #"[{"role":"user","parts":[{"text":"Only."}]}]"#)
        #expect(alone.losses.count == 1)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        indices.count { self[$0...].hasPrefix(part) }
    }
}
