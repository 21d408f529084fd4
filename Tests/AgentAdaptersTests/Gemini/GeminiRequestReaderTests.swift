import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Requests of Gemini clients")
struct GeminiRequestReaderTests {
    private static let dialect = GeminiClientDialect()

    private func read(_ body: String, model: String? = "models/gemini-x") throws -> ClientRequest {
        try Self.dialect.request(from: JSONValue(parsing: body), model: model, streams: true)
    }

    private func messages(_ contents: String) throws -> [Message] {
        try read(#"{"contents":\#(contents)}"#).request.messages
    }

    @Test("are read with every option")
    func options() throws {
        let asked = try read(
            #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"systemInstruction":{"role":"system","parts":[{"text":"S"},{"text":"T"}]},"tools":[{"functionDeclarations":[{"name":"calc","description":"C.","parameters":{"type":"OBJECT","properties":{"x":{"type":"INTEGER","nullable":true},"y":{"type":"ARRAY","items":{"type":"STRING"},"minItems":"1"}}}},{"name":"now"}]},{"googleSearch":{}}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["calc"]},"retrievalConfig":{"languageCode":"de"}},"generationConfig":{"maxOutputTokens":100,"temperature":0.5,"topP":0.9,"topK":40,"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,"stopSequences":["X"],"candidateCount":1,"responseMimeType":"application/json","responseSchema":{"type":"OBJECT"},"thinkingConfig":{"includeThoughts":true,"thinkingBudget":500},"mediaResolution":"LOW"},"safetySettings":[{"category":"c"}],"cachedContent":"cachedContents/x","labels":{"a":"b"}}"#
        )
        let request = asked.request
        #expect(asked.streams)
        #expect(asked.losses.isEmpty)
        #expect(request.model == "gemini-x")
        #expect(request.systemParts == [.text("S"), .text("T")])
        #expect(request.messages == [.user("Hi")])
        #expect(request.tools.map(\.name) == ["calc", "now"])
        #expect(
            request.tools.first?.inputSchema
                == [
                    "type": "object",
                    "properties": [
                        "x": ["type": ["integer", "null"]],
                        "y": ["type": "array", "items": ["type": "string"], "minItems": 1],
                    ],
                ])
        #expect(request.toolChoice == .tool("calc"))
        #expect(request.maxOutputTokens == 100)
        #expect(request.sampling.temperature == 0.5 && request.sampling.topP == 0.9 && request.sampling.topK == 40)
        #expect(request.sampling.seed == 7 && request.sampling.presencePenalty == 0.1)
        #expect(request.sampling.frequencyPenalty == 0.2 && request.sampling.stopSequences == ["X"])
        #expect(
            request.responseFormat == .schema(ResponseFormat.Schema(name: "response", schema: ["type": "object"])))
        #expect(request.reasoning == ReasoningOptions(budgetTokens: 500, summary: "auto"))
        #expect(
            request.extras
                == ProviderFields(
                    origin: "gemini",
                    fields: [
                        "safetySettings": [["category": "c"]], "cachedContent": "cachedContents/x",
                        "labels": ["a": "b"], "tools": [["googleSearch": [:]]],
                        "toolConfig": ["retrievalConfig": ["languageCode": "de"]],
                        "generationConfig": ["mediaResolution": "LOW"],
                    ]))
    }

    @Test("mean the same in camelCase and in snake_case")
    func spelling() throws {
        let camel = try read(
            #"{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"fileData":{"mimeType":"video/mp4","fileUri":"files/x"}}]},{"role":"model","parts":[{"functionCall":{"name":"calc","args":{}},"thoughtSignature":"c2ln"}]},{"role":"user","parts":[{"functionResponse":{"name":"calc","response":{}}}]}],"systemInstruction":{"parts":[{"text":"S"}]},"tools":[{"functionDeclarations":[{"name":"calc","parametersJsonSchema":{"type":"object"}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["calc","b"]}},"generationConfig":{"maxOutputTokens":5,"topP":0.9,"topK":40.0,"stopSequences":["X"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"HIGH"}}}"#
        ).request
        let snake = try read(
            #"{"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"AA=="}},{"file_data":{"mime_type":"video/mp4","file_uri":"files/x"}}]},{"role":"model","parts":[{"function_call":{"name":"calc","args":{}},"thought_signature":"c2ln"}]},{"role":"user","parts":[{"function_response":{"name":"calc","response":{}}}]}],"system_instruction":{"parts":[{"text":"S"}]},"tools":[{"function_declarations":[{"name":"calc","parameters_json_schema":{"type":"object"}}]}],"tool_config":{"function_calling_config":{"mode":"ANY","allowed_function_names":["calc","b"]}},"generation_config":{"max_output_tokens":5,"top_p":0.9,"top_k":40.0,"stop_sequences":["X"],"response_mime_type":"application/json","response_json_schema":{"type":"object"},"thinking_config":{"include_thoughts":true,"thinking_level":"HIGH"}}}"#
        ).request
        #expect(snake == camel)
        #expect(camel.sampling.topK == 40)
        #expect(camel.extras == ProviderFields(origin: "gemini", fields: [:]))
        #expect(camel.toolChoice == .allowed(["calc", "b"], isRequired: true))
        #expect(camel.reasoning == ReasoningOptions(effort: "high", summary: "auto"))
    }

    @Test("give calls ids, and find the calls that responses without ids belong to")
    func ids() throws {
        let messages = try messages(
            #"[{"role":"model","parts":[{"functionCall":{"name":"a","args":{"x": 1.0}}},{"functionCall":{"name":"b"}},{"functionCall":{"name":"a","args":{}}}]},{"role":"function","parts":[{"functionResponse":{"name":"b","response":{"output":"2"}}},{"functionResponse":{"name":"a","response":{"error":"no"}}},{"functionResponse":{"name":"a","response":{"y":3}}}]},{"role":"model","parts":[{"functionCall":{"name":"a","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"a","response":{}}}]}]"#
        )
        #expect(
            messages == [
                Message(
                    role: .assistant,
                    content: [
                        .toolCall(ToolCall(id: "call_1", name: "a", argumentsText: #"{"x":1.0}"#)),
                        .toolCall(ToolCall(id: "call_2", name: "b", argumentsText: "{}")),
                        .toolCall(ToolCall(id: "call_3", name: "a", argumentsText: "{}")),
                    ]),
                Message(
                    role: .tool,
                    content: [
                        .toolResult(ToolResult(callID: "call_2", name: "b", content: "2")),
                        .toolResult(ToolResult(callID: "call_1", name: "a", content: "no", isError: true)),
                        .toolResult(ToolResult(callID: "call_3", name: "a", content: #"{"y":3}"#)),
                    ]),
                Message(
                    role: .assistant, content: [.toolCall(ToolCall(id: "call_4", name: "a", argumentsText: "{}"))]),
                Message(role: .tool, content: [.toolResult(ToolResult(callID: "call_4", name: "a", content: "{}"))]),
            ])
    }

    @Test("find the name of a response by the id of its call, and skip calls that were answered by id")
    func namesByID() throws {
        let messages = try messages(
            #"[{"role":"model","parts":[{"functionCall":{"id":"f1","name":"a"}},{"functionCall":{"id":"f2","name":"a"}}]},{"role":"user","parts":[{"functionResponse":{"id":"f1","response":{}}},{"functionResponse":{"name":"a","response":{}}}]}]"#
        )
        #expect(
            messages.last?.content == [
                .toolResult(ToolResult(callID: "f1", name: "a", content: "{}")),
                .toolResult(ToolResult(callID: "f2", name: "a", content: "{}")),
            ])
    }

    @Test("keep the signatures of every part")
    func signatures() throws {
        let state = ProviderState(origin: "gemini", data: "c2ln")
        let messages = try messages(
            #"[{"role":"model","parts":[{"text":"Hm","thought":true,"thoughtSignature":"c2ln"},{"text":"a","thoughtSignature":"c2ln"},{"text":"","thoughtSignature":"c2ln"},{"functionCall":{"name":"a","args":{}},"thoughtSignature":"c2ln"}]}]"#
        )
        #expect(
            messages.first?.content == [
                .reasoning(text: "Hm", signature: state), .text("a"), .opaque(state),
                .opaque(ProviderState(origin: "gemini", data: #"{"text":"","thoughtSignature":"c2ln"}"#)),
                .toolCall(ToolCall(id: "call_1", name: "a", argumentsText: "{}", state: state)),
            ])
    }

    @Test("bring back the signatures and the hidden reasoning of other providers to their origin")
    func foreignSignatures() throws {
        let anthropic = ProviderState(origin: "anthropic", data: "s;é=")
        let identity = AnswerIdentity(id: "i", created: Timestamp(microseconds: 0), model: "m")
        var encoder = Self.dialect.encoder(
            answering: try read(#"{"contents":{"parts":{"text":"a"}}}"#), identity: identity)
        var parts: [JSONValue] = []
        let events: [ModelEvent] = [
            .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "Hm"),
            .blockDelta(index: 0, text: "m."), .blockSignature(index: 0, signature: anthropic),
            .blockStopped(index: 0), .blockStarted(index: 1, kind: .redactedReasoning(anthropic)),
            .blockStopped(index: 1), .blockStarted(index: 2, kind: .toolCall(id: "t", name: "a")),
            .blockSignature(index: 2, signature: anthropic), .blockStopped(index: 2), .stop(.toolUse),
        ]
        var bytes: [UInt8] = []
        for event in events { encoder.encode([event], into: &bytes) }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") {
            let chunk = try JSONValue(parsing: String(line.dropFirst(6)))
            parts += chunk["candidates"]?[0]?["content"]?["parts"]?.arrayValue ?? []
        }
        let body: JSONValue = ["contents": [["role": "model", "parts": .array(parts)]]]
        let content = try Self.dialect.request(from: body, model: "m", streams: nil).request.messages.first?.content
        #expect(
            content?.prefix(3) == [
                .reasoning(text: "Hmm.", signature: anthropic), .redactedReasoning(anthropic),
                .toolCall(ToolCall(id: "t", name: "a", argumentsText: "{}", state: anthropic)),
            ])
    }

    @Test(
        "say which tools may be called",
        arguments: [
            (#"{"mode":"AUTO"}"#, .auto), (#"{"mode":"none"}"#, .none), (#"{"mode":"ANY"}"#, .required),
            (#"{"mode":"ANY","allowedFunctionNames":["a"]}"#, .tool("a")),
            (#"{"mode":"VALIDATED","allowedFunctionNames":["a"]}"#, .allowed(["a"], isRequired: false)),
            (#"{"mode":null}"#, .auto),
        ] as [(String, ToolChoice)])
    func choices(_ config: String, _ choice: ToolChoice) throws {
        let request = try read(
            #"{"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":"a"}]}],"toolConfig":{"functionCallingConfig":\#(config)}}"#
        ).request
        #expect(request.toolChoice == choice)
    }

    @Test("report what has no form here")
    func losses() throws {
        let asked = try read(
            #"{"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":"a","behavior":"NON_BLOCKING"}]}],"generationConfig":{"candidateCount":2}}"#
        )
        #expect(
            asked.losses.map(\.path) == [
                "/tools/0/functionDeclarations/0/behavior", "/generationConfig/candidateCount",
            ])
    }

    @Test("take a model's name from the body where the path has none, and say when there is none")
    func model() throws {
        #expect(try read(#"{"model":"models/m","contents":{"parts":{"text":"a"}}}"#, model: nil).request.model == "m")
        let error = #expect(throws: ModelError.self) { try read(#"{"contents":[]}"#, model: nil) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(
        "name the place, what was expected there and what was found",
        arguments: [
            (#"[]"#, "the document: expected an object, found an array of 0"),
            (#"{}"#, "/contents: expected a list of contents, found none"),
            (#"{"contents":[]}"#, "/contents: expected a list of contents, found none"),
            (#"{"contents":"Hi"}"#, #"/contents: expected an array, found "Hi""#),
            (
                #"{"contents":[{"role":"robot","parts":[]}]}"#,
                #"/contents/0/role: expected the role user or model, found "robot""#
            ),
            (#"{"contents":[{"parts":[{"text":5}]}]}"#, "/contents/0/parts/0/text: expected a string, found 5"),
            (
                #"{"contents":[{"parts":[{}]}]}"#,
                #"/contents/0/parts/0: expected a part such as {"text":"…"}, found an object of 0 members"#
            ),
            (
                #"{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png"}}]}]}"#,
                "/contents/0/parts/0/inlineData/data: expected a value, found no such member"
            ),
            (
                #"{"contents":[{"parts":[{"file_data":{}}]}]}"#,
                "/contents/0/parts/0/file_data/fileUri: expected an address, found none"
            ),
            (
                #"{"contents":[{"parts":[{"functionCall":{"args":{}}}]}]}"#,
                "/contents/0/parts/0/functionCall/name: expected a function's name, found none"
            ),
            (
                #"{"contents":[{"parts":[{"functionCall":{"name":"a","args":"{}"}}]}]}"#,
                #"/contents/0/parts/0/functionCall/args: expected an object, found "{}""#
            ),
            (
                #"{"contents":[{"parts":[{"functionResponse":{"name":"a","response":[]}}]}]}"#,
                "/contents/0/parts/0/functionResponse/response: expected an object, found an array of 0"
            ),
            (
                #"{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"temperature":"hot"}}"#,
                #"/generationConfig/temperature: expected a number, found "hot""#
            ),
            (
                #"{"contents":[{"parts":[{"text":"a"}]}],"generation_config":{"topK":1.5}}"#,
                "/generation_config/topK: expected a whole number, found 1.5"
            ),
            (
                #"{"contents":[{"parts":[{"text":"a"}]}],"toolConfig":{"functionCallingConfig":{"mode":"SOME"}}}"#,
                #"/toolConfig/functionCallingConfig/mode: expected AUTO, ANY, NONE or VALIDATED, found "SOME""#
            ),
            (
                #"{"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"description":"d"}]}]}"#,
                "/tools/0/functionDeclarations/0/name: expected a name, found none"
            ),
        ])
    func malformed(_ body: String, _ message: String) {
        let error = #expect(throws: ModelError.self) { try read(body) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message == message)
    }
}
