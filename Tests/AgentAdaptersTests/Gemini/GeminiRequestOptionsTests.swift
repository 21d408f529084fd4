import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Options of Gemini requests")
struct GeminiRequestOptionsTests {
    private func encode(_ request: ModelRequest) throws -> (body: JSONValue, losses: [String]) {
        let call = try GeminiDialect().call(for: request, streams: false)
        return (call.body, call.losses.map(\.description))
    }

    private func question(_ model: String = "gemini-2.5-flash", tools: [ToolDescriptor] = []) -> ModelRequest {
        ModelRequest(model: model, messages: [.user("a")], tools: tools, maxOutputTokens: 9)
    }

    private static func tool(_ name: String, _ schema: JSONValue = ["type": "object"]) -> ToolDescriptor {
        ToolDescriptor(name: name, summary: "", inputSchema: schema, effect: .read, idempotency: .pure)
    }

    @Test("carry the sampling")
    func sampling() throws {
        var request = question()
        request.sampling.temperature = 0.5
        request.sampling.topP = 0.75
        request.sampling.topK = 3
        request.sampling.seed = 7
        request.sampling.presencePenalty = 0.25
        request.sampling.frequencyPenalty = -0.5
        request.sampling.stopSequences = ["X", "Y"]
        let encoded = try encode(request)
        #expect(
            encoded.body["generationConfig"]
                == [
                    "maxOutputTokens": 9, "temperature": 0.5, "topP": 0.75, "topK": 3, "seed": 7,
                    "presencePenalty": 0.25,
                    "frequencyPenalty": -0.5, "stopSequences": ["X", "Y"],
                ])
        #expect(encoded.losses.isEmpty)
        request.sampling.temperature = .infinity
        #expect(try encode(request).losses.first?.hasPrefix("sampling.temperature: ") == true)
    }

    @Test("ask for JSON, with a schema where there is one")
    func formats() throws {
        var request = question()
        request.responseFormat = .json
        #expect(
            try encode(request).body["generationConfig"]
                == ["maxOutputTokens": 9, "responseMimeType": "application/json"])
        let schema: JSONValue = [
            "type": "object", "properties": ["n": ["$ref": "#/$defs/n"]], "$defs": ["n": ["type": "integer"]],
            "additionalProperties": false,
        ]
        request.responseFormat = .schema(ResponseFormat.Schema(name: "r", schema: schema))
        let encoded = try encode(request)
        #expect(encoded.body["generationConfig"]?["responseJsonSchema"] == schema)
        #expect(encoded.body["generationConfig"]?["responseMimeType"] == "application/json")
        #expect(encoded.body["generationConfig"]?["responseSchema"] == nil)
        #expect(encoded.losses.isEmpty)
    }

    @Test("fit schemas to the keywords that Gemini knows, and name the others")
    func schemas() throws {
        let schema = try JSONValue(
            parsing:
                ##"{"$schema":"s","type":"object","properties":{"kind":{"const":"k"},"ref":{"$ref":"#/$defs/d","description":"lost"},"pattern":{"type":"string","pattern":"a+","minLength":2},"all":{"allOf":[{"type":"string"}]},"list":{"type":"array","items":{"type":"number","exclusiveMinimum":0}},"const":{"type":"null"}},"$defs":{"d":{"type":"integer","minimum":1}},"additionalProperties":{"type":"string","const":"v"}}"##
        )
        let encoded = try encode(question(tools: [Self.tool("t", schema)]))
        #expect(
            encoded.body["tools"]?.text()
                == ##"[{"functionDeclarations":[{"name":"t","parametersJsonSchema":{"$schema":"s","type":"object","properties":{"kind":{"enum":["k"]},"ref":{"$ref":"#/$defs/d"},"pattern":{"type":"string","pattern":"a+","minLength":2},"all":{"allOf":[{"type":"string"}]},"list":{"type":"array","items":{"type":"number","exclusiveMinimum":0}},"const":{"type":"null"}},"$defs":{"d":{"type":"integer","minimum":1}},"additionalProperties":{"type":"string","enum":["v"]}}}]}]"##
        )
        let place = "tools[t].inputSchema.properties"
        #expect(
            encoded.losses.map { String($0.prefix { $0 != ":" }) } == [
                "\(place).ref.description", "\(place).pattern.pattern", "\(place).pattern.minLength",
                "\(place).all.allOf", "\(place).list.items.exclusiveMinimum",
            ])
    }

    @Test("leave out the schema of a tool that takes nothing, and keep that of one that takes anything")
    func noParameters() throws {
        let schemas: [(JSONValue, Bool)] = [
            (["type": "object"], true), (["type": "object", "properties": [:], "additionalProperties": false], true),
            (["type": "object", "properties": [:], "required": []], true),
            (["type": "object", "additionalProperties": true], false),
            (["type": "object", "properties": ["x": [:]]], false), (["anyOf": []], false),
        ]
        for (schema, isOmitted) in schemas {
            let declaration = try encode(question(tools: [Self.tool("t", schema)]))
                .body["tools"]?[0]?["functionDeclarations"]?[0]
            #expect((declaration?["parametersJsonSchema"] == nil) == isOmitted, "\(schema)")
        }
    }

    @Test(
        "say which tools may be called",
        arguments: [
            (.auto, nil), (.none, #"{"mode":"NONE"}"#), (.required, #"{"mode":"ANY"}"#),
            (.tool("a b"), #"{"mode":"ANY","allowedFunctionNames":["a_b"]}"#),
            (.allowed(["c"], isRequired: false), #"{"mode":"VALIDATED","allowedFunctionNames":["c"]}"#),
            (.allowed(["c"], isRequired: true), #"{"mode":"ANY","allowedFunctionNames":["c"]}"#),
        ] as [(ToolChoice, String?)])
    func choices(_ choice: ToolChoice, _ config: String?) throws {
        var request = question(tools: [Self.tool("a b"), Self.tool("c")])
        request.toolChoice = choice
        let encoded = try encode(request)
        #expect(encoded.body["toolConfig"]?["functionCallingConfig"]?.text() == config)
        #expect(encoded.losses.isEmpty)
    }

    @Test("hold arguments to their schemas where all tools ask for it")
    func strict() throws {
        var request = question(tools: [Self.tool("a"), Self.tool("b")])
        request.toolOptions["a"] = ToolOptions(isStrict: true)
        let some = try encode(request)
        #expect(some.body["toolConfig"] == nil)
        #expect(some.losses.first?.hasPrefix("toolOptions[a].isStrict: ") == true)
        request.toolOptions["b"] = ToolOptions(isStrict: true)
        let all = try encode(request)
        #expect(all.body["toolConfig"]?["functionCallingConfig"] == ["mode": "VALIDATED"])
        #expect(all.losses.isEmpty)
    }

    @Test("make names legal that are not, without letting two meet")
    func names() throws {
        let names = ["a_b", "a b", "a/b", "1x", "", String(repeating: "é", count: 70)]
        let encoded = try encode(question(tools: names.map { Self.tool($0) }))
        let written = encoded.body["tools"]?[0]?["functionDeclarations"]?.arrayValue?.map { $0["name"]?.stringValue }
        #expect(written == ["a_b", "a_b_2", "a_b_3", "_1x", "_", String(repeating: "_", count: 64)])
    }

    struct Thinking: Sendable {
        var model: String
        var options: ReasoningOptions
        var config: String?
        var loss: String?

        init(_ model: String, _ options: ReasoningOptions, _ config: String?, loss: String? = nil) {
            self.model = model
            self.options = options
            self.config = config
            self.loss = loss
        }
    }

    @Test(
        "say how much to think, in tokens or as a level",
        arguments: [
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(budgetTokens: 500),
                #"{"thinkingBudget":500,"includeThoughts":true}"#),
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(effort: "low"),
                #"{"thinkingBudget":1024,"includeThoughts":true}"#),
            Thinking("gemini-2.5-flash", ReasoningOptions(mode: .disabled), #"{"thinkingBudget":0}"#),
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(effort: "none"), #"{"thinkingBudget":0,"includeThoughts":true}"#),
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(mode: .adaptive),
                #"{"thinkingBudget":-1,"includeThoughts":true}"#),
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(effort: "some"), #"{"includeThoughts":true}"#,
                loss: "reasoning.effort"),
            Thinking(
                "gemini-2.5-flash", ReasoningOptions(effort: "low", budgetTokens: 7),
                #"{"thinkingBudget":7,"includeThoughts":true}"#, loss: "reasoning.effort"),
            Thinking(
                "gemini-2.5-pro", ReasoningOptions(mode: .disabled), #"{"thinkingBudget":128}"#, loss: "reasoning.mode"),
            Thinking(
                "gemini-3-pro-preview", ReasoningOptions(mode: .disabled), #"{"thinkingLevel":"low"}"#,
                loss: "reasoning.mode"),
            Thinking(
                "gemini-3-flash", ReasoningOptions(mode: .disabled), #"{"thinkingLevel":"minimal"}"#,
                loss: "reasoning.mode"),
            Thinking(
                "gemini-3-flash", ReasoningOptions(effort: "Medium"),
                #"{"thinkingLevel":"medium","includeThoughts":true}"#),
            Thinking(
                "gemini-3-pro", ReasoningOptions(effort: "minimal"),
                #"{"thinkingLevel":"low","includeThoughts":true}"#, loss: "reasoning.effort"),
            Thinking(
                "gemini-3-pro", ReasoningOptions(effort: "xhigh"),
                #"{"thinkingLevel":"high","includeThoughts":true}"#, loss: "reasoning.effort"),
        ])
    func thinking(_ sample: Thinking) throws {
        var request = question(sample.model)
        request.reasoning = sample.options
        let encoded = try encode(request)
        #expect(encoded.body["generationConfig"]?["thinkingConfig"]?.text() == sample.config)
        #expect(encoded.losses.map { String($0.prefix { $0 != ":" }) } == (sample.loss.map { [$0] } ?? []))
    }

    @Test("name every option that Gemini lacks, and fields of other APIs")
    func losses() throws {
        var request = question(tools: [Self.tool("a")])
        request.allowsParallelToolCalls = false
        request.cacheHint = CacheHint()
        request.user = "u"
        request.metadata = ["k": "v"]
        request.toolOptions["a"] = ToolOptions(cacheHint: CacheHint())
        request.systemParts = [.text("S"), .cachePoint(CacheHint())]
        request.extras = ProviderFields(origin: "anthropic", fields: ["container": "c"])
        #expect(
            try encode(request).losses.map { String($0.prefix { $0 != ":" }) } == [
                "systemParts[1]", "extras.container", "allowsParallelToolCalls", "cacheHint", "user", "metadata",
                "toolOptions[a].cacheHint",
            ])
    }

    @Test("put the fields of its own API back where they were")
    func extras() throws {
        var request = question(tools: [Self.tool("a")])
        request.extras = ProviderFields(
            origin: "gemini",
            fields: [
                "cachedContent": "cachedContents/x", "tools": [["googleSearch": [:]]],
                "generationConfig": ["mediaResolution": "LOW", "maxOutputTokens": 1],
            ])
        let encoded = try encode(request)
        #expect(
            encoded.body.text()
                == #"{"contents":[{"role":"user","parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":"a"}]},{"googleSearch":{}}],"generationConfig":{"maxOutputTokens":9,"mediaResolution":"LOW"},"cachedContent":"cachedContents/x"}"#
        )
        #expect(encoded.losses.isEmpty)
    }
}
