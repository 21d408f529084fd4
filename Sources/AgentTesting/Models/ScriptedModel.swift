public import AgentAdapters
public import AgentPrimitives
internal import Synchronization

/// A model that gives prepared answers in order, and keeps the requests.
///
/// ```swift
/// let model = ScriptedModel([
///     .toolCalls([ToolCall(id: "call_1", name: "calc", argumentsText: #"{"expression":"6*7"}"#)]),
///     .text("It is 42."),
/// ])
/// ```
public final class ScriptedModel: ModelAdapter, ModelClient {
    private struct State {
        var answered = 0
        var requests: [ModelRequest] = []
    }

    /// Served inside this process.
    public let metadata = ModelAdapterMetadata(provider: "scripted", kind: nil)

    private let answers: [Answer]
    private let repeatsLast: Bool
    private let state = Mutex(State())

    /// Prepares the answers.
    ///
    /// - Parameters:
    ///   - answers: One for each request, in order.
    ///   - repeatsLast: Whether the last answer serves every later request too; otherwise one request too many fails.
    public init(_ answers: [Answer], repeatsLast: Bool = false) {
        self.answers = answers
        self.repeatsLast = repeatsLast
    }

    /// The requests so far.
    public var requests: [ModelRequest] { state.withLock(\.requests) }

    /// Everything can be scripted.
    public func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    /// Delivers the next answer, one batch per event group.
    ///
    /// - Throws: the scripted failure, `upstreamFailed` when the script is over, or what `deliver` threw.
    public func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        guard !Task.isCancelled else { throw ModelError(.cancelled, "the caller gave up before the model was asked") }
        let answer = try next(for: request)
        for batch in answer.batches(for: request) { try await deliver(batch) }
        if let failure = answer.failure { throw failure }
    }

    /// Delivers the next answer; the context plays no part.
    public func stream(
        _ request: ModelRequest, context: ModelCallContext,
        deliver: @escaping ModelEventSink
    ) async throws {
        try await stream(request, deliver: deliver)
    }

    private func next(for request: ModelRequest) throws(ModelError) -> Answer {
        let number = state.withLock { state in
            state.requests.append(request)
            defer { state.answered += 1 }
            return state.answered
        }
        let position = repeatsLast ? min(number, answers.count - 1) : number
        guard answers.indices.contains(position) else {
            throw ModelError(
                .upstreamFailed, "the script has \(answers.count) answers and was asked for number \(number + 1)")
        }
        return answers[position]
    }
}
