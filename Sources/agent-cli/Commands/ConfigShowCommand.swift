internal import AgentRuntime

/// `config show`: the settings in force, and which layer each came from.
struct ConfigShowCommand: Command {
    let name = "show"
    let summary = "Shows the settings in force and where each came from, secrets redacted"
    let example = "agent-cli config show --json"

    private let json = Argument.flag(
        "json", help: #"prints {"settings":[{"key":…,"value":…,"source":…}],"warnings":[…]}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let builder = try await workspace.builder(invocation)
        let settings = try builder.checkedSettings()
        let entries = settings.configuration.report()
        let output = invocation.io.output
        if try invocation[json] {
            let document: JSONValue = [
                "settings": .array(entries.map(\.document)),
                "warnings": .array(settings.warnings.map(JSONValue.string)),
            ]
            await output.writeLine(document.text())
            return .success
        }
        let width = entries.map(\.key.path.count).max() ?? 0
        for entry in entries {
            let key = entry.key.path + String(repeating: " ", count: width - entry.key.path.count)
            let source = invocation.io.outputStyle.dim("(\(entry.source))")
            await output.writeLine("\(key)  \(entry.valueText.withoutTerminalControls)  \(source)")
        }
        for warning in settings.warnings { await invocation.io.errors.writeLine("warning: \(warning)") }
        return .success
    }
}

extension Configuration.ReportEntry {
    fileprivate var document: JSONValue {
        [
            "key": .string(key.path), "value": value ?? .null, "source": .string(source.description),
            "summary": .string(summary),
        ]
    }
}
