internal import AgentRuntime

/// `inspect`: what happened in a session, and what the model was sent.
struct InspectCommand: Command {
    let name = "inspect"
    let summary = "Shows a session's events, decisions, prompts and cost"
    let example = "agent-cli inspect ses_0123456789ab --prompt 1"

    private let session = Argument.positional("SESSION", .session, help: "the session; agent-cli sessions lists them")
    private let prompt = Argument<Int?>.optional(
        "prompt", .integer(1...Int.max), help: "shows the N-th model request instead; with --json its exact bytes")
    private let json = Argument.flag("json", help: #"prints {"session":…,"events":[…],…}"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [session, prompt, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let session = try invocation[session]
        let isJSON = try invocation[json]
        let number = try invocation[prompt]
        try await workspace.builder(invocation).withArchive { archive in
            try await archive.require(session)
            if let number {
                let page = try Self.page(number, of: session, in: try await archive.modelRequests(of: session))
                try await show(page, isJSON, invocation.io)
            } else {
                let events = try await archive.events(of: session)
                if isJSON {
                    await invocation.io.output.writeLine(Self.document(session, events).text())
                } else {
                    await show(session, events, invocation.io)
                }
            }
        }
        return .success
    }

    private static func page(
        _ number: Int, of session: SessionID, in requests: [RecordedModelRequest]
    ) throws -> PromptPage {
        guard number <= requests.count else {
            throw CommandError(
                .usage, "there is no such model request",
                expected: requests.isEmpty ? "a session with model calls" : "1 to \(requests.count)",
                found: requests.isEmpty ? "none" : "\(number)"
            )
        }
        let recorded = requests[number - 1]
        return PromptPage(
            session: session, sequence: recorded.sequence, call: recorded.call, request: recorded.request)
    }

    private func show(_ page: PromptPage, _ isJSON: Bool, _ io: CommandIO) async throws {
        guard !isJSON else {
            await io.output.write(try page.bytes())
            await io.output.write("\n")
            return
        }
        await io.output.write(try page.text(io.outputStyle, isTerminal: io.output.isTerminal))
    }

    private static func document(_ session: SessionID, _ events: [Event]) -> JSONValue {
        var document: JSONObject = ["session": .string(session.rawValue)]
        for (key, value) in totals(events).members { document[key] = value }
        document["events"] = .array(events.map(\.json))
        return .object(document)
    }

    private func show(_ session: SessionID, _ events: [Event], _ io: CommandIO) async {
        await io.output.writeLine("session \(session): \(Self.totals(events).sentence)\n")
        var timeline = Timeline()
        for event in events {
            await io.output.writeLine(timeline.line(event, try? SessionEvent(event), style: io.outputStyle))
        }
    }

    /// Events that cannot be read count for nothing here; the replay reports them.
    private static func totals(_ events: [Event]) -> SessionTotals {
        events.reduce(into: SessionTotals()) { totals, event in
            if let event = try? SessionEvent(event) { totals.add(event) }
        }
    }
}
