import AgentPrompts
import Testing

@Suite struct PromptSetTests {
    @Test func joinsSystemAndRole() throws {
        let prompts = PromptSet(
            system: PromptTemplate("You are {{name}}."), role: PromptTemplate("{{instructions|}}"),
            task: PromptTemplate("Question: {{input}}"))
        #expect(
            try prompts.render(["name": "Ada", "instructions": "Be brief.", "input": "Why?"])
                == RenderedPrompt(system: "You are Ada.\n\nBe brief.", user: "Question: Why?"))
        #expect(try prompts.render(["name": "Ada", "input": "Why?"]).system == "You are Ada.")
        #expect(prompts.requiredVariables == ["name", "input"])
    }

    @Test func standardNeedsTheInputOnly() throws {
        #expect(PromptSet.standard.requiredVariables == ["input"])
        let prompt = try PromptSet.standard.render(["input": "{{name}}", "name": "Ada"])
        #expect(prompt.user == "{{name}}")
        #expect(prompt.system.hasPrefix("You are Ada."))
    }

    @Test func missingInputIsNamed() {
        let error = #expect(throws: PromptError.self) { try PromptSet.standard.render([:]) }
        #expect(error?.code == .missingVariable)
        #expect(error?.variable == "input")
    }
}
