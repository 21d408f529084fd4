internal import AgentRuntime

/// `tools call`: one tool through the whole gate, recorded as a session of its own.
struct ToolsCallCommand: Command {
    let name = "call"
    let summary = "Calls one tool through the gate: capability, schema, policy, record"
    let example = #"agent-cli tools call calc '{"expression":"17*23"}'"#

    private let tool = Argument.positional("NAME", .text, help: "the tool; agent-cli tools list lists them")
    private let input = Argument.positional("JSON", .text, help: "its arguments, one object; - reads standard input")
    private let json = Argument.flag("json", help: #"prints {"session":…,"status":…,"content":…}"#)
    private let workspace = WorkspaceOptions()

    /// The largest arguments that are read, in bytes.
    private static let largestInput = 16 << 20

    var arguments: [any ArgumentDeclaration] { [tool, input, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let builder = try await workspace.builder(invocation)
        let tool = try builder.toolDescriptor(try invocation[tool])
        let reply = try await builder.callTool(tool.name, arguments: try await arguments(invocation))
        if try invocation[json] {
            await invocation.io.output.writeLine(reply.document(of: tool.name).text())
        } else {
            try await show(reply, invocation.io)
        }
        return reply.exitCode
    }

    private func arguments(_ invocation: Invocation) async throws -> JSONValue {
        let word = try invocation[input]
        let bytes =
            word == InputReader.standardInputPath
            ? try await invocation.io.input.contents(of: word, limit: Self.largestInput) : Array(word.utf8)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw CommandError(.usage, "the arguments are no JSON: \(error.message)", expected: "one JSON object")
        }
        guard value.objectValue != nil else {
            throw CommandError(
                .usage, "the arguments are no object", expected: #"one JSON object, such as {"expression":"17*23"}"#,
                found: value.text().quoted())
        }
        return value
    }

    private func show(_ reply: ToolReply, _ io: CommandIO) async throws {
        switch reply.outcome {
        case .finished(let content, let isError):
            let text = io.output.isTerminal ? content.withoutTerminalControls : content
            if isError { throw CommandError(.failed, sentence: "the tool failed: \(text)") }
            await io.output.writeLine(text)
        case .denied(let reason):
            throw CommandError(.denied, sentence: reason)
        case .escalated(let reason, _):
            throw CommandError(.awaitingApproval, sentence: "a person must approve: \(reason)")
        }
    }
}

extension ToolReply {
    fileprivate var exitCode: ExitCode {
        switch outcome {
        case .finished(_, let isError): isError ? .failed : .success
        case .denied: .denied
        case .escalated: .awaitingApproval
        }
    }

    /// The outcome's own members, behind the tool and the session.
    fileprivate func document(of tool: String) -> JSONValue {
        var document: JSONObject = ["session": .string(session.rawValue), "tool": .string(tool)]
        for (key, value) in outcome.json.objectValue?.members ?? [] { document[key] = value }
        return .object(document)
    }
}
