internal import AgentRuntime

/// `config check`: whether the settings, the policy among them, can be used.
struct ConfigCheckCommand: Command {
    let name = "check"
    let summary = "Tells whether the configuration can be used, and where it cannot"
    let example = "agent-cli config check"

    private let json = Argument.flag("json", help: #"prints {"valid":…} instead of text"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let isJSON = try invocation[json]
        let builder = try await workspace.builder(invocation)
        let output = invocation.io.output
        do {
            let warnings = try builder.checkedSettings().warnings
            if isJSON {
                let document: JSONValue = ["valid": true, "warnings": .array(warnings.map(JSONValue.string))]
                await output.writeLine(document.text())
            } else {
                for warning in warnings { await invocation.io.errors.writeLine("warning: \(warning)") }
                await output.writeLine("The configuration can be used.")
            }
            return .success
        } catch let error as ConfigurationError {
            guard isJSON else { throw CommandError(.failed, sentence: error.message) }
            let document: JSONValue = ["valid": false, "error": error.document]
            await output.writeLine(document.text())
            return .failed
        }
    }
}

extension ConfigurationError {
    fileprivate var document: JSONValue {
        var document: JSONObject = ["code": .string(code.description), "message": .string(message)]
        if let key { document["key"] = .string(key) }
        if let source { document["source"] = .string(source.description) }
        document["expected"] = .string(expected)
        document["found"] = .string(found)
        return .object(document)
    }
}
