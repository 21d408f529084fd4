import AgentPrimitives
import AgentTools
import Testing

@Suite struct ToolSchemaTests {
    @Test("Properties keep the order of declaration, names are in snake case")
    func object() throws {
        let expected = #"""
            {"type":"object","properties":{"text":{"type":"string","description":"A text."},"line_count":{"type":"integer","minimum":1,"maximum":5000,"description":"Lines.","default":200},"max_url_size":{"type":"integer","minimum":0,"maximum":255,"description":"A byte."},"ratio":{"type":"number","minimum":0,"maximum":1,"description":"A share.","default":0.5},"is_deep":{"type":"boolean","description":"Whether.","default":false},"order":{"type":"string","enum":["ascending","descending"],"description":"Which way.","default":"ascending"},"unit":{"type":"string","enum":["mm","cm"],"description":"A unit.","default":"mm"},"note":{"type":"string","description":"May be left out."},"level":{"type":"integer","minimum":1,"maximum":9,"description":"May be left out."},"tags":{"type":"array","items":{"type":"string"},"description":"Labels.","default":[]},"window":{"type":"object","properties":{"start":{"type":"integer","minimum":1,"maximum":100,"description":"First.","default":1},"label":{"type":"string","description":"Name."}},"required":["label"],"additionalProperties":false,"description":"A part."},"extra":{"description":"Free form."}},"required":["text","max_url_size","window","extra"],"additionalProperties":false}
            """#
        #expect(ToolSchema(of: Everything()).json.text() == expected)
    }

    @Test func noArguments() {
        #expect(
            ToolSchema(of: ClockNowTool()).json.text()
                == #"{"type":"object","properties":{},"additionalProperties":false}"#)
    }

    @Test("Every integer width says its limits")
    func integerWidths() {
        #expect(Int8.parameterSchema == ["type": "integer", "minimum": -128, "maximum": 127])
        #expect(UInt64.parameterSchema["maximum"] == .int(UInt64.max))
        #expect(Int.parameterSchema == ["type": "integer"])
    }

    @Test("An instance with another default says so")
    func prototype() throws {
        var tool = Echo()
        tool.text = "x"
        tool.times = 3
        let schema = ToolSchema(of: tool).json
        #expect(schema["properties"]?["times"]?["default"] == 3)
        #expect(schema["properties"]?["text"]?["default"] == "x")
        #expect(schema["required"] == nil)
    }
}
