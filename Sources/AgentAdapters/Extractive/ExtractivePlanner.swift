internal import AgentPrimitives

/// Decides what the extractive model does next: call tools, or answer from what they returned.
struct ExtractivePlanner: Sendable {
    /// What the model says.
    enum Reply: Hashable, Sendable {
        case calls([ToolCall])
        case text(String)
    }

    /// Passages asked for; more than are quoted, since not every one fits.
    static let passageLimit = 8
    /// Lines read around a quotation that breaks off.
    private static let linesAround = 8

    private let turn: ExtractiveTurn
    private let offered: Set<String>
    private let intents: [Intent]
    private var mint: CallIDMint

    static func reply(to request: ModelRequest) -> Reply {
        var planner = ExtractivePlanner(request)
        let calls = planner.nextCalls()
        guard calls.isEmpty else { return .calls(calls) }
        return .text(ExtractiveAnswer(turn: planner.turn, intents: planner.intents, offered: planner.offered).text)
    }

    private init(_ request: ModelRequest) {
        turn = ExtractiveTurn(request.messages)
        offered = Set(request.tools.map(\.name))
        intents = Intent.all(in: turn.question, after: turn.previousQuestion)
        mint = CallIDMint(after: request.messages)
    }

    private mutating func nextCalls() -> [ToolCall] {
        guard !turn.steps.isEmpty else { return firstCalls() }
        let evidence = Evidence(turn, intents)
        if let query = fruitlessQuery(evidence) {
            return [call(.search, Self.search(query, in: nil))].compactMap { $0 }
        }
        guard turn.steps(calling: .read).isEmpty, let quote = evidence?.quotes.first, quote.isIncomplete else {
            return []
        }
        let arguments: JSONValue = [
            "path": .string(quote.path), "start_line": .int(quote.startLine), "line_count": .int(Self.linesAround),
        ]
        return [call(.read, arguments)].compactMap { $0 }
    }

    /// The query of a search in one file that found nothing, or no such file, so that the others are worth a look.
    private func fruitlessQuery(_ evidence: Evidence?) -> String? {
        let searches = turn.steps(calling: .search)
        guard searches.count == 1, searches[0].argument("path") != nil, evidence?.quotes.isEmpty ?? true else {
            return nil
        }
        return searches[0].argument("query")
    }

    private static func search(_ query: String, in path: String?) -> JSONValue {
        var arguments: JSONObject = ["query": .string(query), "limit": .int(passageLimit)]
        if let path { arguments["path"] = .string(path) }
        return .object(arguments)
    }

    private mutating func firstCalls() -> [ToolCall] {
        var calls: [ToolCall] = []
        for intent in intents {
            let next: ToolCall? =
                switch intent {
                case .compute(let finding): call(.calculate, ["expression": .string(finding.expression)])
                case .tellTime: call(.tellTime, [:])
                case .list(let folder): call(.list, folder.map { ["path": .string($0)] } ?? [:])
                case .read(let path), .summarize(let path): call(.read, ["path": .string(path)])
                case .search(let query, let path): call(.search, Self.search(query, in: path))
                }
            if let next { calls.append(next) }
        }
        return calls
    }

    /// A call, if its tool is offered.
    private mutating func call(_ tool: ExtractiveTool, _ arguments: JSONValue) -> ToolCall? {
        guard offered.contains(tool.rawValue) else { return nil }
        return ToolCall(
            id: mint.claim(), name: tool.rawValue,
            argumentsText: String(decoding: arguments.serialized(), as: UTF8.self))
    }
}
