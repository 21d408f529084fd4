import AgentPrimitives
import Testing

@testable import AgentAdapters

struct StructuredOutputTests {
    private static let schema: JSONValue = [
        "type": "object", "required": ["city", "days"], "additionalProperties": false,
        "properties": ["city": ["type": "string", "minLength": 2], "days": ["$ref": "#/$defs/days"]],
        "$defs": ["days": ["type": "array", "maxItems": 2, "items": ["type": "integer", "minimum": 0]]],
    ]
    private let output = StructuredOutput(ResponseFormat.Schema(name: "weather", schema: schema))
    private let request = ModelRequest(model: "m", messages: [.user("weather?")])

    @Test func `An answer that fits is returned, a code fence taken off`() async throws {
        let model = FakeModel([[FakeModel.saying("```json\n{\"city\":\"Ulm\",\"days\":[1]}\n```")]])
        #expect(try await output.value(of: request, from: model.registration()) == ["city": "Ulm", "days": [1]])
        #expect(model.requests[0].responseFormat == .schema(output.schema))
    }

    @Test func `The model repairs an answer once it knows what is wrong`() async throws {
        let model = FakeModel([
            [FakeModel.saying(#"{"city":"Ulm"}"#)], [FakeModel.saying(#"{"city":"Ulm","days":[]}"#)],
        ])
        #expect(try await output.value(of: request, from: model.registration()) == ["city": "Ulm", "days": []])
        let repair = model.requests[1].messages
        #expect(repair.count == 3)
        #expect(repair[2].text.contains("$ lacks the member 'days'"))
    }

    @Test func `After the last repair the error says what does not fit`() async {
        let wrong = [FakeModel.saying("no JSON")]
        let model = FakeModel([wrong, wrong, wrong])
        let error = await #expect(throws: ModelError.self) {
            try await output.value(of: request, from: model.registration())
        }
        #expect(error?.code == .malformedResponse)
        #expect(error?.message.contains("it is not JSON") == true)
        #expect(model.requests.count == 2)
    }

    private static let cases: [(JSONValue, String?)] = [
        (["city": "Ulm", "days": [1, 2]], nil),
        (["city": "U", "days": []], "$.city breaks minLength 2"),
        (["city": 5, "days": []], "$.city is a number, expected string"),
        (["city": "Ulm", "days": [1, 2, 3]], "$.days breaks maxItems 2"),
        (["city": "Ulm", "days": [-1]], "$.days[0] breaks minimum 0.0"),
        (["city": "Ulm", "days": [1.5]], "$.days[0] is a number, expected integer"),
        (["city": "Ulm", "days": [], "x": 1], "$ has the member 'x', which the schema does not know"),
        ([], "$ is an array, expected object"),
    ]

    @Test(arguments: cases) func `A violation names its place`(_ value: JSONValue, _ violation: String?) {
        #expect(SchemaCheck(Self.schema).violation(in: value) == violation)
    }

    private static let combinations: [(JSONValue, JSONValue, Bool)] = [
        (["anyOf": [["type": "string"], ["type": "null"]]], nil, true),
        (["anyOf": [["type": "string"], ["type": "null"]]], 1, false),
        (["oneOf": [["type": "number"], ["type": "integer"]]], 1, false),
        (["oneOf": [["type": "number"], ["type": "integer"]]], 1.5, true),
        (["allOf": [["minimum": 1], ["maximum": 2]]], 3, false),
        (["not": ["type": "null"]], nil, false),
        (["enum": ["a", "b"]], "c", false),
        (["const": 1], 1, true),
        (["prefixItems": [["type": "string"]], "items": ["type": "number"]], ["a", 1, "b"], false),
        (["additionalProperties": ["type": "number"]], ["a": "b"], false),
        (["multipleOf": 0.5], 1.25, false),
        (["$ref": "#"], 1, false),
        (false, 1, false),
    ]

    @Test(arguments: combinations) func `Keywords decide`(_ schema: JSONValue, _ value: JSONValue, _ fits: Bool) {
        #expect((SchemaCheck(schema).violation(in: value) == nil) == fits)
    }
}
