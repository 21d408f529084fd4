@testable internal import agent_cli

/// A command with one argument of each kind.
struct FixtureCommand: Command {
    let name = "fixture"
    let summary = "Takes one argument of each kind"
    let example = "agent-cli fixture --size 3 text"

    let size = Argument<Int>.option("size", .integer(-10...10), help: "how large")
    let label = Argument.option("label", .text, default: "none", help: "what it is called")
    let model = Argument.optional("model", .text, placeholder: "M", help: "which model")
    let policies = Argument.repeated("policy", .file, help: "a policy")
    let json = Argument.flag("json", help: "prints JSON")
    let prompt = Argument.positional("PROMPT", .text, help: "the question")
    let note = Argument.optionalPositional("NOTE", .text, help: "a remark")

    var arguments: [any ArgumentDeclaration] { [size, label, model, policies, json, prompt, note] }

    func run(_ invocation: Invocation) async throws -> ExitCode { .success }

    /// What the words give each argument, by label.
    func texts(of words: [String]) throws(CommandError) -> [String: [String]] {
        let parsed = try ArgumentParser(arguments).parse(words[...])
        let given = arguments.map(\.shape).filter(parsed.contains)
        return Dictionary(uniqueKeysWithValues: given.map { ($0.label, parsed[$0]) })
    }
}
