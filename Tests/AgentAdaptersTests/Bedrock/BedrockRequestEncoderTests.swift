import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Requests to Bedrock Converse")
struct BedrockRequestEncoderTests {
    private static let claude = "anthropic.claude-sonnet-4-20250514-v1:0"

    private func encode(
        _ messages: [Message], model: String = claude, _ change: (inout ModelRequest) -> Void = { _ in }
    ) throws -> UpstreamCall {
        var request = ModelRequest(model: model, messages: messages, maxOutputTokens: 9000)
        change(&request)
        return try BedrockDialect().call(for: request, streams: true)
    }

    private static func tool(_ name: String) -> ToolDescriptor {
        ToolDescriptor(
            name: name, summary: "Does.", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
    }

    private static func call(_ id: String, _ name: String, _ arguments: String = "{}") -> ContentPart {
        .toolCall(ToolCall(id: id, name: name, argumentsText: arguments))
    }

    private static func result(_ id: String, _ content: String) -> Message {
        Message(role: .tool, content: [.toolResult(ToolResult(callID: id, name: "n", content: content))])
    }

    @Test("go to the path of the model, percent-encoded")
    func path() throws {
        #expect(
            try encode([.user("a")], model: "arn:aws:bedrock:us-east-1:1:inference-profile/us.x-v1:0").path
                == "model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x-v1%3A0/converse-stream")
        let whole = try BedrockDialect().call(
            for: ModelRequest(model: "m", messages: [.user("a")]), streams: false)
        #expect(whole.path == "model/m/converse")
        #expect(whole.headers["Accept"] == "application/json")
        #expect(try encode([.user("a")]).headers["Accept"] == "application/vnd.amazon.eventstream")
        for name in ["", ".", ".."] { #expect(throws: ModelError.self) { try encode([.user("a")], model: name) } }
    }

    @Test("say everything that has a place")
    func everything() throws {
        let call = try encode([.system("More."), .user("Hi")]) { request in
            request.systemParts = [.text("Be brief."), .cachePoint(CacheHint(lifetime: "1h"))]
            request.tools = [Self.tool("fs.read"), Self.tool("now")]
            request.toolOptions = ["now": ToolOptions(cacheHint: CacheHint())]
            request.toolChoice = .tool("fs.read")
            request.sampling.temperature = 0.5
            request.sampling.topP = 1
            request.sampling.topK = 3
            request.sampling.stopSequences = ["END"]
            request.metadata = ["team": "x"]
            request.responseFormat = .schema(
                ResponseFormat.Schema(
                    name: "answer", summary: "An answer.",
                    schema: ["type": "object", "additionalProperties": false]))
        }
        #expect(
            call.body.text()
                == #"{"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"More."}],"messages":[{"role":"user","content":[{"text":"Hi"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"fs_read","description":"Does.","inputSchema":{"json":{"type":"object"}}}},{"toolSpec":{"name":"now","description":"Does.","inputSchema":{"json":{"type":"object"}}}},{"cachePoint":{"type":"default"}}],"toolChoice":{"tool":{"name":"fs_read"}}},"inferenceConfig":{"maxTokens":9000,"temperature":0.5,"topP":1,"stopSequences":["END"]},"additionalModelRequestFields":{"top_k":3},"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\",\"additionalProperties\":false}","name":"answer","description":"An answer."}}}},"requestMetadata":{"team":"x"}}"#
        )
        #expect(call.losses.isEmpty)
    }

    @Test("put all results of a turn into the one message behind it, images among them, before any text")
    func results() throws {
        let image = Media(kind: .image, source: .base64("iVBORw0KGgoA"))
        let call = try encode([
            .user("Go"), Message(role: .assistant, content: [Self.call("a", "n", #"{"x":1}"#), Self.call("b", "n")]),
            .user("Meanwhile"),
            Message(
                role: .tool,
                content: [.toolResult(ToolResult(callID: "a", name: "n", content: "1", media: [image]))]),
            Message(
                role: .tool, content: [.toolResult(ToolResult(callID: "b", name: "n", content: "no", isError: true))]),
        ]) { $0.tools = [Self.tool("n")] }
        #expect(
            call.body["messages"]?.text()
                == #"[{"role":"user","content":[{"text":"Go"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"n","input":{"x":1}}},{"toolUse":{"toolUseId":"b","name":"n","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"1"},{"image":{"format":"png","source":{"bytes":"iVBORw0KGgoA"}}}]}},{"toolResult":{"toolUseId":"b","content":[{"text":"no"}],"status":"error"}},{"text":"Meanwhile"}]}]"#
        )
        #expect(call.losses.isEmpty)
    }

    @Test("hold no empty blocks, no empty messages and no two messages of one role in a row")
    func empties() throws {
        let call = try encode([
            .user("a"), .assistant(""), Message(role: .assistant, content: [.text(" \n")]), .user("b"),
            Message(role: .user, content: []),
        ])
        #expect(call.body["messages"] == [["role": "user", "content": [["text": "a"], ["text": "b"]]]])
        #expect(call.losses.map(\.path) == ["messages[2].content[0]"])
        #expect(throws: ModelError.self) { try encode([.user("")]) }
        let result = try encode([Message(role: .assistant, content: [Self.call("a", "n")]), Self.result("a", "")])
        #expect(result.body["messages"]?[1]?["content"] == [["toolResult": ["toolUseId": "a", "content": []]]])
    }

    @Test("leave a system message in the middle where it stands, as the user's words")
    func midConversation() throws {
        let call = try encode([.user("a"), .assistant("b"), .system("S"), .user("c")])
        #expect(call.body["system"] == nil)
        #expect(call.body["messages"]?[2] == ["role": "user", "content": [["text": "S"], ["text": "c"]]])
        #expect(call.losses.map(\.path) == ["messages[2].role"])
    }

    @Test("replay reasoning to its origin only")
    func reasoning() throws {
        let call = try encode([
            .user("a"),
            Message(
                role: .assistant,
                content: [
                    .reasoning(text: "own", signature: .bedrock("s")), .redactedReasoning(.bedrock("AQID")),
                    .reasoning(text: "x", signature: ProviderState(origin: "anthropic", data: "s")),
                    .reasoning(text: "x", signature: nil),
                    .redactedReasoning(ProviderState(origin: "anthropic", data: "e")),
                    .opaque(ProviderState(origin: "gemini", data: "{}")), .refusal("No."),
                    .citation(Citation(url: "https://a.example")),
                    .toolCall(
                        ToolCall(
                            id: "a", name: "n", argumentsText: "{}", state: ProviderState(origin: "gemini", data: "g"))),
                ]),
        ]) { $0.tools = [Self.tool("n")] }
        #expect(
            call.body["messages"]?[1]?["content"]?.text()
                == #"[{"reasoningContent":{"reasoningText":{"text":"own","signature":"s"}}},{"reasoningContent":{"redactedContent":"AQID"}},{"text":"No."},{"toolUse":{"toolUseId":"a","name":"n","input":{}}}]"#
        )
        #expect(
            call.losses.map(\.path)
                == [2, 3, 4, 5, 6, 7].map { "messages[1].content[\($0)]" } + ["messages[1].content[8].state"])
    }

    @Test("keep cache points behind what they follow, and no more than four")
    func cachePoints() throws {
        let point = ContentPart.cachePoint(CacheHint())
        let call = try encode([
            Message(role: .user, content: [.text("a"), point]),
            Message(role: .assistant, content: [Self.call("a", "n"), Self.call("b", "n"), point]),
            Message(
                role: .tool,
                content: [.toolResult(ToolResult(callID: "a", name: "n", content: "1")), point]),
            Message(role: .user, content: [.text("c"), point, .text("d"), .cachePoint(CacheHint(lifetime: "9d"))]),
        ]) { $0.tools = [Self.tool("n")] }
        #expect(
            call.body["messages"]?.text()
                == #"[{"role":"user","content":[{"text":"a"},{"cachePoint":{"type":"default"}}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"n","input":{}}},{"toolUse":{"toolUseId":"b","name":"n","input":{}}},{"cachePoint":{"type":"default"}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"1"}]}},{"cachePoint":{"type":"default"}},{"text":"c"},{"cachePoint":{"type":"default"}},{"text":"d"}]}]"#
        )
        #expect(call.losses.map(\.path) == ["messages[3].content[3]"])
        #expect(try encode([Message(role: .user, content: [point, .text("a")])]).losses.count == 1)
        let llama = try encode([Message(role: .user, content: [.text("a"), point])], model: "meta.llama3")
        #expect(llama.body["messages"] == [["role": "user", "content": [["text": "a"]]]] && llama.losses.count == 1)
    }

    @Test("cache the whole prompt when asked to cache where it fits")
    func cacheHint() throws {
        let call = try encode([.user("a")]) { $0.cacheHint = CacheHint(lifetime: "1h") }
        #expect(
            call.body["messages"]?[0]?["content"] == [["text": "a"], ["cachePoint": ["type": "default", "ttl": "1h"]]])
        #expect(call.losses.isEmpty)
    }

    @Test(
        "ask each maker's models to reason in their own words",
        arguments: [
            (
                "anthropic.claude", ReasoningOptions(budgetTokens: 2000),
                #"{"thinking":{"type":"enabled","budget_tokens":2000}}"#
            ),
            (
                "anthropic.claude", ReasoningOptions(effort: "low"),
                #"{"thinking":{"type":"enabled","budget_tokens":2048}}"#
            ),
            (
                "anthropic.claude", ReasoningOptions(mode: .adaptive, effort: "high"),
                #"{"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}"#
            ), ("anthropic.claude", ReasoningOptions(mode: .disabled), #"{"thinking":{"type":"disabled"}}"#),
            (
                "amazon.nova-2-lite-v1:0", ReasoningOptions(effort: "medium"),
                #"{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}"#
            ), ("openai.gpt-oss-120b-1:0", ReasoningOptions(effort: "low"), #"{"reasoning_effort":"low"}"#),
        ])
    func thinking(_ model: String, _ options: ReasoningOptions, _ fields: String) throws {
        let call = try encode([.user("a")], model: model) { $0.reasoning = options }
        #expect(call.body["additionalModelRequestFields"]?.text() == fields)
        #expect(call.losses.isEmpty)
    }

    @Test("never ask a model that thinks for what it refuses")
    func thinkingRules() throws {
        let call = try encode([.user("a")]) { request in
            request.reasoning = ReasoningOptions(budgetTokens: 2000)
            request.sampling.temperature = 0.5
            request.sampling.topP = 0.5
            request.sampling.topK = 5
            request.tools = [Self.tool("n")]
            request.toolChoice = .required
        }
        #expect(call.body["inferenceConfig"] == ["maxTokens": 9000])
        #expect(call.body["toolConfig"]?["toolChoice"] == nil)
        #expect(
            call.losses.map(\.path) == ["toolChoice", "sampling.temperature", "sampling.topP", "sampling.topK"])
        #expect(
            try encode([.user("a")]) { request in
                request.reasoning = ReasoningOptions(effort: "low")
                request.maxOutputTokens = 100
            }.losses.map(\.path) == ["reasoning"])
    }

    @Test("report what has no place")
    func losses() throws {
        let call = try encode([.user("a")], model: "meta.llama3") { request in
            request.user = "u"
            request.sampling.seed = 1
            request.sampling.topK = 1
            request.sampling.presencePenalty = 1
            request.sampling.frequencyPenalty = 1
            request.sampling.stopSequences = [""]
            request.sampling.temperature = 1.5
            request.reasoning = ReasoningOptions()
            request.responseFormat = .json
            request.allowsParallelToolCalls = false
            request.toolChoice = .required
            request.extras = ProviderFields(origin: "anthropic", fields: ["container": "c"])
        }
        #expect(
            Set(call.losses.map(\.path))
                == [
                    "user", "sampling.seed", "sampling.topK", "sampling.presencePenalty", "sampling.frequencyPenalty",
                    "sampling.stopSequences[0]", "sampling.temperature", "reasoning", "responseFormat",
                    "allowsParallelToolCalls", "toolChoice", "extras.container",
                ])
        #expect(
            call.body == [
                "messages": [["role": "user", "content": [["text": "a"]]]],
                "inferenceConfig": ["maxTokens": 9000, "temperature": 1],
            ])
    }

    @Test("offer only the tools that may be called, and declare those of earlier calls")
    func toolChoice() throws {
        let tools = [Self.tool("a"), Self.tool("b")]
        let allowed = try encode([.user("x")]) { request in
            request.tools = tools
            request.toolChoice = .allowed(["b"], isRequired: true)
        }
        #expect(allowed.body["toolConfig"]?["tools"]?.arrayValue?.count == 1)
        #expect(allowed.body["toolConfig"]?["toolChoice"] == ["any": [:]])
        let none = try encode([.user("x")]) { request in
            request.tools = tools
            request.toolChoice = .none
        }
        #expect(none.body["toolConfig"] == nil && none.losses.isEmpty)
        let history = [
            .user("x"), Message(role: .assistant, content: [Self.call("a", "old.tool")]), Self.result("a", "1"),
        ]
        let orphaned = try encode(history)
        #expect(
            orphaned.body["toolConfig"]
                == ["tools": [["toolSpec": ["name": "old_tool", "inputSchema": ["json": ["type": "object"]]]]]])
        #expect(orphaned.losses.map(\.path) == ["tools"])
        let forbidden = try encode(history) { request in
            request.tools = tools
            request.toolChoice = .none
        }
        #expect(forbidden.body["toolConfig"]?["tools"]?.arrayValue?.count == 2)
        #expect(forbidden.losses.map(\.path) == ["toolChoice"])
    }

    @Test("keep ids legal and apart, for calls and results alike")
    func ids() throws {
        let long = String(repeating: "x", count: 70)
        let ids = ["a|b", "a_b", long, long + "y"]
        let call = try encode(
            [.user("x"), Message(role: .assistant, content: ids.map { Self.call($0, "n") })]
                + ids.map { Self.result($0, "1") }
        ) { $0.tools = [Self.tool("n")] }
        let calls = call.body["messages"]?[1]?["content"]?.arrayValue?.compactMap {
            $0["toolUse"]?["toolUseId"]?.stringValue
        }
        let results = call.body["messages"]?[2]?["content"]?.arrayValue?.compactMap {
            $0["toolResult"]?["toolUseId"]?.stringValue
        }
        #expect(calls == results)
        #expect(calls?.prefix(2) == ["a_b_2", "a_b"])
        #expect(Set(calls ?? []).count == 4 && calls?.allSatisfy { $0.utf8.count <= 64 } == true)
    }

    @Test("send media in their formats, documents under legal names, and report the rest")
    func media() throws {
        let call = try encode([
            Message(
                role: .user,
                content: [
                    .text("a"), .media(Media(kind: .image, source: .base64("AA"), mediaType: "image/jpg")),
                    .media(
                        Media(kind: .document, source: .base64("AA"), mediaType: "application/pdf", name: "a/b.pdf")),
                    .media(Media(kind: .document, source: .text("t"))),
                    .media(Media(kind: .document, source: .text("u"))),
                    .media(Media(kind: .video, source: .url("s3://b/k"), mediaType: "video/3gpp")),
                    .media(Media(kind: .audio, source: .base64("AA"), mediaType: "audio/mpeg")),
                    .media(Media(kind: .image, source: .url("https://a.example/i.png"), mediaType: "image/png")),
                    .media(Media(kind: .image, source: .base64("AA"), mediaType: "image/tiff")),
                ])
        ])
        #expect(
            call.body["messages"]?[0]?["content"]?.text()
                == #"[{"text":"a"},{"image":{"format":"jpeg","source":{"bytes":"AA"}}},{"document":{"format":"pdf","name":"a-b-pdf","source":{"bytes":"AA"}}},{"document":{"format":"txt","name":"document","source":{"text":"t"}}},{"document":{"format":"txt","name":"document-2","source":{"text":"u"}}},{"video":{"format":"three_gp","source":{"s3Location":{"uri":"s3://b/k"}}}},{"audio":{"format":"mp3","source":{"bytes":"AA"}}}]"#
        )
        #expect(
            call.losses.map(\.path) == [
                "messages[0].content[2].name", "messages[0].content[7]", "messages[0].content[8]",
            ])
    }

    @Test("tell in words what a schema asks beyond what the provider enforces")
    func schema() throws {
        let call = try encode([.user("a")]) { request in
            request.responseFormat = .schema(
                ResponseFormat.Schema(name: "n", schema: ["type": "integer", "minimum": 3]))
        }
        let text = call.body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]?["schema"]?.stringValue
        #expect(text == #"{"type":"integer","description":"{minimum: 3}"}"#)
        #expect(call.losses.map(\.path) == ["responseFormat.schema.minimum"])
    }
}
