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
            let settings = try builder.checkedSettings()
            let warnings = settings.warnings + settings.models.compactMap(Self.warning)
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

extension ConfigCheckCommand {
    /// Every upstream of the format may be named; not every one can be called yet.
    private static func warning(_ model: ModelEntry) -> String? {
        guard model.upstream != .openAIChat else { return nil }
        return
            "models (\(model.source)): '\(model.name)' needs the upstream '\(model.upstream.rawValue)', which this release "
            + "cannot call; openai-chat can be."
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
