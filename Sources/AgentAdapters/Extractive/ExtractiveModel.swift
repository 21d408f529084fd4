public import AgentPrimitives

/// The embedded default model: answers by quoting the workspace's files, and computes; offline, without weights.
///
/// It is a pure function of the request. From the question it plans calls to the tools that it knows (`fs.search`,
/// `fs.read`, `fs.list`, `calc`, `clock.now`), and from their results it answers with quotations and their places. It
/// says so when it finds nothing, and when a tool was refused or failed.
public struct ExtractiveModel: ModelAdapter {
    /// The name under which it is registered.
    public static let name = "builtin/extractive"

    /// Served inside this process.
    public let metadata = ModelAdapterMetadata(provider: "builtin", kind: nil)

    /// Makes the model; it holds no state.
    public init() {}

    /// The model under its name; it costs nothing.
    public static var registration: ModelRegistration {
        ModelRegistration(name: name, upstreamModel: name, adapter: ExtractiveModel(), prices: .free)
    }

    /// It reads the latest question and what was done for it; nothing that it could use is lost.
    public func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    /// Answers; an answer of text comes paragraph by paragraph.
    @concurrent
    public func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        for batch in Self.answer(to: request) {
            guard !Task.isCancelled else { throw ModelError(.cancelled, "the caller gave up during the answer") }
            try await deliver(batch)
        }
    }

    /// The whole answer in the batches in which it is delivered.
    static func answer(to request: ModelRequest) -> [[ModelEvent]] {
        let reply = ExtractivePlanner.reply(to: request)
        let start = ModelEvent.started(id: "extractive-\(request.messages.count)", model: name)
        var usage = Usage(inputTokens: TokenEstimate.tokens(of: request))
        switch reply {
        case .calls(let calls):
            usage.outputTokens = TokenEstimate.tokens(
                bytes: calls.reduce(0) { $0 + $1.name.utf8.count + $1.argumentsText.utf8.count })
            return [[start] + events(of: calls) + [.usage(usage), .stop(.toolUse)]]
        case .text(let text):
            let mostBytes = request.maxOutputTokens.multipliedReportingOverflow(by: 4)
            let limit = mostBytes.overflow ? Int.max : max(0, mostBytes.partialValue)
            let (pieces, isCut) = ExtractiveText.pieces(of: text, upTo: limit)
            usage.outputTokens = TokenEstimate.tokens(bytes: pieces.joined().reduce(0) { $0 + $1.utf8.count })
            let deltas = pieces.map { lines in lines.map { ModelEvent.blockDelta(index: 0, text: $0) } }
            return [[start, .blockStarted(index: 0, kind: .text)]] + deltas
                + [[.blockStopped(index: 0), .usage(usage), .stop(isCut ? .outputLimit : .endOfTurn)]]
        }
    }

    private static func events(of calls: [ToolCall]) -> [ModelEvent] {
        calls.enumerated().flatMap { index, call -> [ModelEvent] in
            [
                .blockStarted(index: index, kind: .toolCall(id: call.id, name: call.name)),
                .blockDelta(index: index, text: call.argumentsText), .blockStopped(index: index),
            ]
        }
    }
}
