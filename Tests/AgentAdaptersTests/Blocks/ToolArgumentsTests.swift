import Testing

@testable import AgentAdapters

@Suite("Tool arguments in pieces")
struct ToolArgumentsTests {
    private func assemble(_ pieces: [String], whole: String? = nil) -> String? {
        var arguments = ToolArguments()
        var sent = ""
        for piece in pieces {
            guard let accepted = arguments.append(piece) else { return nil }
            sent += accepted
        }
        if let whole { sent += arguments.reconcile(with: whole) }
        return sent + arguments.finish()
    }

    @Test(
        "come out as one JSON text",
        arguments: [
            ([], "{}"), ([""], "{}"), (["{}"], "{}"), (["{", "}"], "{}"), ([" { } "], "{}"), (["null"], "{}"),
            (["n", "ull"], "{}"),
            ([#"{"a":1}"#], #"{"a":1}"#), (["{", #""a":1}"#], #"{"a":1}"#), (["{}", #"{"a":1}"#], #"{"a":1}"#),
            (["{}", "{}"], "{}"), ([#"{"a":1}"#, #"{"a":1}"#], #"{"a":1}"#), ([#"{"a":1}"#, "\n"], #"{"a":1}"#),
            ([#"{"a""#, #"{"a":1}"#], #"{"a":1}"#), ([#"{"a":"{"#, #"{""#, "}"], #"{"a":"{{"}"#),
            ([#"{"a":"\"}"#, #"x"}"#], #"{"a":"\"}x"}"#), (["[1]"], "[1]"), (["nulls"], "nulls"),
            ([#"{"a":{}"#, "}"], #"{"a":{}}"#),
        ] as [([String], String)])
    func pieces(_ pieces: [String], text: String) {
        #expect(assemble(pieces) == text)
    }

    @Test("are refused when more follows a complete object")
    func tooMuch() {
        #expect(assemble([#"{"a":1}"#, #"{"b":2}"#]) == nil)
        #expect(assemble([#"{"a":1}"#, "}"]) == nil)
    }

    @Test(
        "are completed by the whole text at the end",
        arguments: [
            ([], #"{"a":1}"#, #"{"a":1}"#), (["{}"], #"{"a":1}"#, #"{"a":1}"#), ([#"{"a""#], #"{"a":1}"#, #"{"a":1}"#),
            ([#"{"a":1}"#], #"{"a":1}"#, #"{"a":1}"#), ([#"{"a":1}"#], #"{"b":1}"#, #"{"a":1}"#), (["{}"], "{}", "{}"),
            ([#"{"a""#], #"{"b":1}"#, #"{"a""#), ([], "", "{}"),
        ] as [([String], String, String)])
    func reconciled(_ pieces: [String], whole: String, text: String) {
        #expect(assemble(pieces, whole: whole) == text)
    }
}
