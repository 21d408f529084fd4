import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Anthropic Messages request options")
struct AnthropicRequestOptionsTests {
    private static func tool(_ name: String) -> ToolDescriptor {
        ToolDescriptor(
            name: name, summary: "Does.", inputSchema: ["type": "object"], effect: .compute, idempotency: .pure)
    }

    private static let base = ModelRequest(
        model: "m", messages: [.user("Hi")], tools: [tool("calc"), tool("fs.read")], maxOutputTokens: 9000)

    private func encode(
        _ options: AnthropicOptions = AnthropicOptions(), _ change: (inout ModelRequest) -> Void
    ) throws -> (body: JSONValue, lost: [String]) {
        var request = Self.base
        change(&request)
        let call = try AnthropicDialect(options: options).call(for: request, streams: false)
        return (call.body, call.losses.map(\.path))
    }

    @Test(
        "carry the choice of tools and the ban on parallel calls",
        arguments: [
            (ToolChoice.auto, nil, nil), (.auto, false, #"{"type":"auto","disable_parallel_tool_use":true}"#),
            (.required, nil, #"{"type":"any"}"#), (.none, false, #"{"type":"none"}"#),
            (.tool("fs.read"), true, #"{"type":"tool","name":"fs_read","disable_parallel_tool_use":false}"#),
            (.allowed(["fs.read"], isRequired: true), nil, #"{"type":"any"}"#),
            (.allowed(["fs.read"], isRequired: false), nil, nil),
        ] as [(ToolChoice, Bool?, String?)])
    func toolChoice(_ choice: ToolChoice, _ allowsParallel: Bool?, _ expected: String?) throws {
        let encoded = try encode {
            $0.toolChoice = choice
            $0.allowsParallelToolCalls = allowsParallel
        }
        #expect(encoded.body["tool_choice"]?.text() == expected)
        #expect(encoded.lost.isEmpty)
        if case .allowed = choice {
            #expect(encoded.body["tools"]?.arrayValue?.map { $0["name"] } == ["fs_read"])
        }
    }

    @Test("refuse to force a call without tools")
    func noTools() throws {
        let encoded = try encode {
            $0.tools = []
            $0.toolChoice = .required
        }
        #expect(encoded.body["tool_choice"] == nil)
        #expect(encoded.lost == ["toolChoice"])
    }

    @Test("say how to think", arguments: [true, false])
    func thinking(_ isAdaptive: Bool) throws {
        var options = AnthropicOptions()
        options.thinksAdaptively = isAdaptive
        let budget = try encode(options) { $0.reasoning = ReasoningOptions(effort: "high", budgetTokens: 2000) }
        #expect(budget.body["thinking"]?.text() == #"{"type":"enabled","budget_tokens":2000}"#)
        #expect(budget.body["output_config"]?.text() == #"{"effort":"high"}"#)
        let effort = try encode(options) { $0.reasoning = ReasoningOptions(effort: "low") }
        #expect(
            effort.body["thinking"]?.text()
                == (isAdaptive ? #"{"type":"adaptive"}"# : #"{"type":"enabled","budget_tokens":2048}"#))
        #expect(effort.body["output_config"]?["effort"] == (isAdaptive ? "low" : nil))
        let off = try encode(options) { $0.reasoning = ReasoningOptions(mode: .disabled, effort: "none") }
        #expect(off.body["thinking"]?.text() == #"{"type":"disabled"}"#)
        #expect(off.body["output_config"] == nil)
        #expect((budget.lost + effort.lost + off.lost).isEmpty)
    }

    @Test("report a wish to think that has no room or no word")
    func thinkingLosses() throws {
        var options = AnthropicOptions()
        options.thinksAdaptively = false
        let small = try encode(options) {
            $0.maxOutputTokens = 500
            $0.reasoning = ReasoningOptions(effort: "low")
        }
        #expect(small.body["thinking"] == nil)
        #expect(small.lost == ["reasoning"])
        let words = try encode { $0.reasoning = ReasoningOptions(effort: "fierce", summary: "detailed") }
        #expect(words.lost == ["reasoning.summary", "reasoning.effort"])
        let shown = try encode { $0.reasoning = ReasoningOptions(mode: .adaptive, summary: "omitted") }
        #expect(shown.body["thinking"]?.text() == #"{"type":"adaptive","display":"omitted"}"#)
    }

    @Test("give up what a thinking model does not take, and say so")
    func thinkingLimits() throws {
        let encoded = try encode {
            $0.reasoning = ReasoningOptions(budgetTokens: 2000)
            $0.sampling.temperature = 0.2
            $0.sampling.topK = 5
            $0.sampling.topP = 0.5
            $0.toolChoice = .required
        }
        for field in ["temperature", "top_k", "top_p", "tool_choice"] { #expect(encoded.body[field] == nil) }
        #expect(encoded.lost == ["toolChoice", "sampling.temperature", "sampling.topP", "sampling.topK"])
        let fitting = try encode {
            $0.reasoning = ReasoningOptions(budgetTokens: 2000)
            $0.sampling.temperature = 1
            $0.sampling.topP = 0.95
        }
        #expect(fitting.body["temperature"] == 1)
        #expect(fitting.lost.isEmpty)
    }

    @Test("carry sampling, and report what this API cannot do")
    func sampling() throws {
        let encoded = try encode {
            $0.sampling.temperature = 1.5
            $0.sampling.topP = 0.9
            $0.sampling.topK = 40
            $0.sampling.seed = 1
            $0.sampling.presencePenalty = 0.1
            $0.sampling.frequencyPenalty = 0.1
            $0.sampling.stopSequences = ["END", " \n", ""]
            $0.user = "u1"
            $0.metadata = ["team": "x"]
            $0.extras = ProviderFields(origin: "openai-chat", fields: ["logit_bias": [:]])
        }
        #expect(encoded.body["temperature"] == 1)
        #expect(encoded.body["top_p"]?.doubleValue == 0.9)
        #expect(encoded.body["top_k"] == 40)
        #expect(encoded.body["stop_sequences"] == ["END"])
        #expect(encoded.body["metadata"] == ["user_id": "u1"])
        #expect(
            encoded.lost == [
                "sampling.temperature", "sampling.seed", "sampling.presencePenalty", "sampling.frequencyPenalty",
                "sampling.stopSequences[1]", "sampling.stopSequences[2]", "metadata.team", "extras.logit_bias",
            ])
    }

    @Test("enforce a schema for the answer")
    func responseFormat() throws {
        let encoded = try encode {
            $0.reasoning = ReasoningOptions(effort: "low")
            $0.responseFormat = .schema(
                ResponseFormat.Schema(
                    name: "report", summary: "A report.",
                    schema: ["type": "object", "properties": ["n": ["type": "integer", "minimum": 1]]]))
        }
        #expect(
            encoded.body["output_config"]?.text()
                == #"{"effort":"low","format":{"type":"json_schema","schema":{"type":"object","properties":{"n":{"type":"integer","description":"{minimum: 1}"}},"additionalProperties":false,"description":"A report."}}}"#
        )
        #expect(encoded.lost == ["responseFormat.schema.properties.n.minimum", "responseFormat.name"])
        #expect(try encode { $0.responseFormat = .json }.lost == ["responseFormat"])
    }

    @Test("take out the schema keywords that this API refuses, and tell the model of them")
    func schemaSubset() {
        var subset = AnthropicSchemaSubset()
        let adapted = subset.adapt(
            [
                "type": "object", "additionalProperties": true, "required": ["a"],
                "properties": [
                    "a": ["type": "string", "description": "A.", "minLength": 1, "maxLength": 5, "format": "email"],
                    "b": ["type": "array", "minItems": 2, "maxItems": 3, "items": ["type": "number", "maximum": 9]],
                    "minimum": ["oneOf": [["type": "null"], ["type": "integer", "multipleOf": 2]]],
                ],
            ], at: "s")
        #expect(
            adapted.text()
                == #"{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string","description":"A.\n\n{minLength: 1, maxLength: 5}","format":"email"},"b":{"type":"array","items":{"type":"number","description":"{maximum: 9}"},"description":"{minItems: 2, maxItems: 3}"},"minimum":{"anyOf":[{"type":"null"},{"type":"integer","description":"{multipleOf: 2}"}]}}}"#
        )
        #expect(
            subset.losses.map(\.path) == [
                "s.additionalProperties", "s.properties.a.minLength", "s.properties.a.maxLength",
                "s.properties.b.minItems", "s.properties.b.maxItems", "s.properties.b.items.maximum",
                "s.properties.minimum.oneOf", "s.properties.minimum.oneOf[1].multipleOf",
            ])
        var same = AnthropicSchemaSubset()
        let legal: JSONValue = [
            "type": "array", "minItems": 1, "items": ["type": "string", "enum": ["a"], "format": "date"],
        ]
        #expect(same.adapt(legal, at: "s") == legal)
        #expect(same.losses.isEmpty)
    }
}
