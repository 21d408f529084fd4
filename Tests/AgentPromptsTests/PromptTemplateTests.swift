import AgentPrompts
import Testing

@Suite struct PromptTemplateTests {
    @Test(
        "Places, defaults, white space and escapes",
        arguments: [
            ("", ""),
            ("plain", "plain"),
            ("{{a}}", "1"),
            ("{{ a }}{{\n\tb\n}}", "12"),
            ("<{{a}}>", "<1>"),
            ("{{missing|some text}}", "some text"),
            ("{{ missing |  some text \n }}", "some text"),
            ("{{missing|}}", ""),
            ("{{missing|a | b}}", "a | b"),
            ("{{missing|a } b}}", "a } b"),
            ("{{a|some text}}", "1"),
            ("{{a.b-c_1}}", "3"),
            (#"\{{a}}"#, "{{a}}"),
            (#"\\{{a}}"#, #"\1"#),
            (#"\\\{{a}}"#, #"\{{a}}"#),
            (#"C:\dir\{a}"#, #"C:\dir\{a}"#),
            (#"ends with \"#, #"ends with \"#),
            (#"{"a": {"b": {}}}"#, #"{"a": {"b": {}}}"#),
            ("a } b }} c { d", "a } b }} c { d"),
            ("{{a}}é漢{{b}}🙂", "1é漢2🙂"),
        ])
    func renders(source: String, expected: String) throws {
        let template = try PromptTemplate(parsing: source)
        #expect(try template.render(["a": "1", "b": "2", "a.b-c_1": "3", "unused": "x"]) == expected)
        #expect(template.source == source)
    }

    @Test("A value is never read again")
    func valuesAreVerbatim() throws {
        let template = try PromptTemplate(parsing: "{{a}}{{b}}{{c|{ }}")
        let hostile = #"{{b}} \{{b}} {{c|x}} }} \"#
        #expect(try template.render(["a": hostile, "b": "{{a}}"]) == hostile + "{{a}}{")
        // Halves of a place in neighbouring values do not join to one.
        let halves = try PromptTemplate(parsing: "{{a}}{{b}}")
        #expect(try halves.render(["a": "{{", "b": "secret}}", "secret": "leaked"]) == "{{secret}}")
    }

    @Test(
        "A broken template names the place and what was expected",
        arguments: [
            ("{{a", 1, 1, "expected '}}' to close this place, found the end of the template."),
            ("x\ny {{ a", 2, 3, "found the end of the template"),
            ("{{", 1, 1, "found the end of the template"),
            ("{{a|b", 1, 1, "found the end of the template"),
            ("{{a}", 1, 4, "expected '}}' or '|' after the variable 'a', found '}'."),
            ("{{}}", 1, 3, "expected a variable name (a letter or '_' first), found '}'."),
            ("é\n{{1a}}", 2, 3, "found '1'"),
            ("{{{a}}}", 1, 3, "found '{'. Write \\{{ for literal braces."),
            ("{{a b}}", 1, 5, "expected '}}' or '|' after the variable 'a', found 'b'."),
            ("{{a|{{b}}}}", 1, 5, "A default cannot hold another place."),
            ("{{ä}}", 1, 3, "found 'ä'"),
        ])
    func refuses(source: String, line: Int, column: Int, message: String) {
        let error = #expect(throws: PromptError.self) { try PromptTemplate(parsing: source) }
        #expect(error?.code == .templateSyntax)
        #expect(error?.position?.line == line)
        #expect(error?.position?.column == column)
        #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test("A missing value is named, with the place and the values given")
    func missingVariable() throws {
        let template = try PromptTemplate(parsing: "a\n {{question}}")
        let error = #expect(throws: PromptError.self) { try template.render(["qestion": "?", "b": ""]) }
        #expect(
            error?.description
                == "missingVariable: line 2, column 2: expected a value for 'question', found values for: 'b', 'qestion'. "
                + "Pass one, or give the place a default: {{question|default}}.")
        #expect(error?.variable == "question")
    }

    @Test func listsVariables() throws {
        let template = try PromptTemplate(parsing: "{{b|1}}{{a}}{{b}}{{c|}}")
        #expect(template.variables == ["b", "a", "c"])
        #expect(template.requiredVariables == ["b", "a"])
    }
}
