internal import AgentPrimitives
internal import AgentPrompts

/// The request that a turn's next model call sends, and its size.
///
/// Pure: settings and conversation in, request out, so that a replay arrives at the same bytes.
struct PromptAssembly: Sendable {
    /// What went wrong: the conversation does not fit, or a schema cannot be written down.
    struct Failure: Error {
        let message: String
    }

    let request: ModelRequest
    /// SHA-256 of the request's canonical bytes.
    let digest: SHA256Digest
    /// The estimated input tokens.
    let tokens: Int
    /// The earlier messages that did not fit.
    let droppedMessages: Int

    /// Chooses what fits the model's context.
    init(
        configuration: SessionConfiguration, input: RunInput, history: ConversationHistory, turn: [Message]
    ) throws(Failure) {
        let outputTokens = min(
            input.maximumOutputTokens ?? .max, configuration.limits.maximumOutputTokens)
        var options = ContextOptions()
        options.maximumTokens = configuration.limits.contextTokens
        options.reservedOutputTokens = outputTokens
        let system = Self.system(configuration.instructions, input.recalled)
        let recent = Self.recent(history, within: options.maximumTokens)
        let fitted: FittedContext
        do {
            fitted = try ContextWindow(options: options).fit(
                (recent + turn).map { ContextEntry($0, isPinned: $0.role == .system) },
                system: system, tools: configuration.tools)
        } catch {
            throw Failure(message: error.message)
        }
        request = ModelRequest(
            model: configuration.model, system: system, messages: fitted.messages, tools: configuration.tools,
            maxOutputTokens: outputTokens, temperature: input.temperature)
        tokens = fitted.inputTokens
        droppedMessages = history.count - recent.count + fitted.droppedMessages
        do {
            digest = SHA256Digest(of: try request.canonicalBytes())
        } catch {
            throw Failure(message: "The request has no canonical form: \(error)")
        }
    }

    /// The part of a long history that could fit at all, so that a turn's cost does not grow with the session.
    ///
    /// System messages of the caller's are pinned and come along from anywhere.
    private static func recent(_ history: ConversationHistory, within tokens: Int) -> ArraySlice<Message> {
        let messages = history.recent
        let estimator = ByteTokenEstimator()
        var room = tokens
        var start = messages.endIndex
        while start > messages.startIndex, room > 0 {
            start -= 1
            room -= estimator.tokens(in: messages[start])
        }
        let system = history.olderSystem + messages[..<start].filter { $0.role == .system }
        return system.isEmpty ? messages[start...] : (system + messages[start...])[...]
    }

    private static func system(_ instructions: String, _ recalled: [String]) -> String {
        guard !recalled.isEmpty else { return instructions }
        let memories = recalled.map { "- \($0)" }.joined(separator: "\n")
        let section = "What you remember of earlier sessions:\n\(memories)"
        return instructions.isEmpty ? section : "\(instructions)\n\n\(section)"
    }
}
