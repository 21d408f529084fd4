import AgentAdapters
import AgentNetwork
import AgentPrimitives
import Testing

@Suite("Responses requests")
struct ResponsesRequestEncoderTests {
    private static let calc = ToolDescriptor(
        name: "calc", summary: "Computes.", inputSchema: ["type": "object"], effect: .compute, idempotency: .pure)

    private func encode(
        _ request: ModelRequest, _ options: OpenAIResponsesOptions = OpenAIResponsesOptions()
    ) throws -> (body: JSONValue, losses: [String]) {
        let call = try ResponsesDialect(options: options).call(for: request, streams: true)
        #expect(call.path == "responses")
        return (call.body, call.losses.map(\.path))
    }

    @Test("write the smallest question")
    func smallest() throws {
        let encoded = try encode(ModelRequest(model: "m", messages: [.user("Hi")], maxOutputTokens: 100))
        #expect(
            encoded.body == [
                "model": "m",
                "input": [["type": "message", "role": "user", "content": [["type": "input_text", "text": "Hi"]]]],
                "max_output_tokens": 100, "store": false, "stream": true,
            ])
        #expect(encoded.losses.isEmpty)
    }

    @Test("write a conversation with tools, each thing in its place")
    func conversation() throws {
        var search = Self.calc
        search.name = "fs.search"
        let request = ModelRequest(
            model: "m", system: "Be brief.",
            messages: [
                .user("Look."),
                Message(
                    role: .assistant,
                    content: [
                        .text("Let me see."), .toolCall(ToolCall(id: "a", name: "calc", argumentsText: "")),
                        .toolCall(ToolCall(id: "b", name: "fs.search", argumentsText: #"{"q":1}"#)),
                    ]),
                Message(
                    role: .tool,
                    content: [
                        .toolResult(ToolResult(callID: "a", name: "calc", content: "42")),
                        .toolResult(
                            ToolResult(
                                callID: "b", name: "fs.search", content: "denied", isError: true,
                                media: [Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")])),
                    ]),
                .system("Now in French."), .user("And?"), .assistant("42."),
            ], tools: [Self.calc, search])
        let encoded = try encode(request)
        #expect(encoded.body["instructions"] == "Be brief.")
        let input = encoded.body["input"]?.arrayValue ?? []
        #expect(
            input.map { $0["type"]?.stringValue ?? "" } == [
                "message", "message", "function_call", "function_call", "function_call_output",
                "function_call_output", "message", "message", "message",
            ])
        #expect(input[1]["content"] == [["type": "output_text", "text": "Let me see."]])
        #expect(input[2]["arguments"] == "{}")
        #expect(input[3]["name"] == "fs_search")
        #expect(input[4]["output"] == "42")
        #expect(
            input[5]["output"] == [
                ["type": "input_text", "text": "denied"],
                ["type": "input_image", "image_url": "data:image/png;base64,aGk="],
            ])
        #expect(input[6]["role"] == "system")
        #expect(encoded.losses == ["messages[2].content[1].isError"])
        #expect(
            encoded.body["tools"] == [
                [
                    "type": "function", "name": "calc", "description": "Computes.", "parameters": ["type": "object"],
                    "strict": false,
                ],
                [
                    "type": "function", "name": "fs_search", "description": "Computes.",
                    "parameters": ["type": "object"], "strict": false,
                ],
            ])
    }

    @Test("carry every way to choose among tools, and the parallel flag")
    func choices() throws {
        var request = ModelRequest(model: "m", messages: [.user("Hi")], tools: [Self.calc])
        request.allowsParallelToolCalls = false
        let choices: [(ToolChoice, JSONValue?)] = [
            (.auto, nil), (.none, "none"), (.required, "required"),
            (.tool("calc"), ["type": "function", "name": "calc"]),
            (
                .allowed(["calc"], isRequired: true),
                ["type": "allowed_tools", "mode": "required", "tools": [["type": "function", "name": "calc"]]]
            ),
        ]
        for (choice, expected) in choices {
            request.toolChoice = choice
            let body = try encode(request).body
            #expect(body["tool_choice"] == expected)
            #expect(body["parallel_tool_calls"] == false)
        }
    }

    @Test("carry the form of the answer")
    func formats() throws {
        var request = ModelRequest(model: "m", messages: [.user("Hi")])
        request.responseFormat = .json
        #expect(try encode(request).body["text"] == ["format": ["type": "json_object"]])
        request.responseFormat = .schema(
            ResponseFormat.Schema(name: "n", summary: "d", schema: ["type": "object"], isStrict: true))
        #expect(
            try encode(request).body["text"] == [
                "format": [
                    "type": "json_schema", "name": "n", "description": "d", "schema": ["type": "object"],
                    "strict": true,
                ]
            ])
    }

    @Test("ask for encrypted reasoning where the model reasons and nothing is stored")
    func encryptedReasoning() throws {
        var request = ModelRequest(model: "gpt-4.1", messages: [.user("Hi")])
        #expect(try encode(request).body["include"] == nil)
        request.model = "openai/gpt-5.1"
        #expect(try encode(request).body["include"] == ["reasoning.encrypted_content"])
        request.model = "m"
        request.reasoning = ReasoningOptions(effort: "high", summary: "auto")
        let body = try encode(request).body
        #expect(body["include"] == ["reasoning.encrypted_content"])
        #expect(body["reasoning"] == ["effort": "high", "summary": "auto"])
        request.extras = ProviderFields(origin: "openai-responses", fields: ["store": true])
        #expect(try encode(request).body["include"] == nil)
        #expect(try encode(request).body["store"] == true)
        var options = OpenAIResponsesOptions()
        options.asksForEncryptedReasoning = false
        request.extras = nil
        #expect(try encode(request, options).body["include"] == nil)
        request.reasoning = ReasoningOptions(mode: .disabled)
        #expect(try encode(request).body["reasoning"] == ["effort": "none"])
        request.reasoning = ReasoningOptions(budgetTokens: 5000)
        let budget = try encode(request)
        #expect(budget.body["reasoning"] == ["effort": "medium"])
        #expect(budget.losses == ["reasoning.budgetTokens"])
    }

    @Test("give reasoning back as it came, before what followed from it")
    func reasoning() throws {
        let item =
            #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"x"}"#
        let state = ProviderState(origin: "openai-responses", data: item)
        let message = Message(
            role: .assistant,
            content: [
                .reasoning(text: "a\n\nb", signature: state), .redactedReasoning(state),
                .toolCall(ToolCall(id: "a", name: "f", argumentsText: "{}", state: state)),
            ])
        let encoded = try encode(ModelRequest(model: "m", messages: [message]))
        let input = encoded.body["input"]?.arrayValue ?? []
        #expect(input.count == 3)
        #expect(try input[0] == JSONValue(parsing: item))
        #expect(try input[1] == JSONValue(parsing: item))
        #expect(input[2]["encrypted_content"] == "x")
        #expect(encoded.losses.isEmpty)
    }

    @Test("report all that has no place")
    func losses() throws {
        var request = ModelRequest(
            model: "m",
            messages: [
                Message(
                    role: .user,
                    content: [
                        .text("Hi"), .cachePoint(CacheHint()), .refusal("No"),
                        .media(Media(kind: .video, source: .url("https://a.example/v"))),
                        .media(Media(kind: .image, source: .file(ProviderState(origin: "gemini", data: "f")))),
                        .media(Media(kind: .image, source: .url("https://a.example/i"), name: "i")),
                        .citation(Citation(url: "https://a.example")),
                    ]),
                Message(
                    role: .assistant,
                    content: [.reasoning(text: "Hm", signature: nil), .citation(Citation(title: "A"))]),
            ], tools: [Self.calc])
        request.systemParts = [
            .text("a"), .cachePoint(CacheHint()), .media(Media(kind: .image, source: .url("https://a.example"))),
        ]
        request.toolOptions["calc"] = ToolOptions(cacheHint: CacheHint(lifetime: "1h"))
        request.cacheHint = CacheHint(lifetime: "1h")
        request.sampling.topK = 3
        request.sampling.seed = 3
        request.sampling.presencePenalty = 1
        request.sampling.frequencyPenalty = 1
        request.sampling.stopSequences = ["x"]
        request.sampling.topP = .infinity
        request.extras = ProviderFields(origin: "gemini", fields: ["safetySettings": []])
        let encoded = try encode(request)
        #expect(
            Set(encoded.losses) == [
                "messages[0].content[1]", "messages[0].content[2]", "messages[0].content[3]",
                "messages[0].content[4]", "messages[0].content[5].name", "messages[0].content[6]",
                "messages[1].content[0]", "messages[1].content[1]", "systemParts[1]", "systemParts[2]",
                "toolOptions[calc].cacheHint", "cacheHint.lifetime", "sampling.topK", "sampling.seed",
                "sampling.presencePenalty", "sampling.frequencyPenalty", "sampling.stopSequences", "sampling.topP",
                "extras.safetySettings",
            ])
        #expect(encoded.losses.count == 19)
        #expect(encoded.body["safetySettings"] == nil)
    }

    @Test("name the key as the host wants it")
    func keys() throws {
        let dialect = ResponsesDialect()
        let request = ModelRequest(model: "m", messages: [.user("Hi")])
        var call = try dialect.call(for: request, streams: true)
        let time = Timestamp(microseconds: 0)
        try dialect.authorize(
            &call, with: Secret("k"), for: try HTTPURL("https://api.openai.com/v1/responses"), at: time)
        #expect(call.headers["Authorization"] == "Bearer k")
        call = try dialect.call(for: request, streams: true)
        try dialect.authorize(
            &call, with: Secret("k"), for: try HTTPURL("https://x.openai.azure.com/openai/v1/responses"), at: time)
        #expect(call.headers["api-key"] == "k")
        #expect(call.headers["Authorization"] == nil)
    }
}
