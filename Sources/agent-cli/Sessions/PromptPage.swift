internal import AgentRuntime

/// One recorded model request, as a person reads it: every text as the model got it.
struct PromptPage: Sendable {
    let session: SessionID
    let sequence: UInt64
    let call: Int
    let request: ModelRequest

    /// The request's canonical JSON, whose digest was recorded before it was sent.
    func bytes() throws -> [UInt8] {
        try request.canonicalBytes()
    }

    /// - Parameter isTerminal: Whether control characters are shown instead of obeyed.
    func text(_ style: TextStyle, isTerminal: Bool) throws -> String {
        let bytes = try bytes()
        let head = """
            model call \(call) of session \(session), event \(sequence): \(request.model), at most \
            \(request.maxOutputTokens) tokens of answer
            \(bytes.count) bytes of canonical JSON, SHA-256 \(SHA256Digest(of: bytes))

            """
        let sections = sections.map { title, text in
            "\n\(style.bold(title))\n\(isTerminal ? text.withoutTerminalControls : text)\n"
        }
        return head + sections.joined()
    }

    private var sections: [(title: String, text: String)] {
        let tools = request.tools.map { "\($0.name): \($0.summary)" }.joined(separator: "\n")
        let standing = [("system", request.system), ("tools", tools)].filter { !$0.1.isEmpty }
        return standing
            + request.messages.map { message in
                (message.role.rawValue, message.content.map(Self.text).joined(separator: "\n"))
            }
    }

    private static func text(_ part: ContentPart) -> String {
        switch part {
        case .text(let text): text
        case .reasoning(let text, _): "[reasoning] \(text)"
        case .toolCall(let call): "[calls \(call.name), \(call.id)] \(call.argumentsText)"
        case .toolResult(let result):
            "[\(result.isError ? "error" : "result") of \(result.name), \(result.callID)] \(result.content)"
        case .redactedReasoning: "[reasoning that its provider keeps to itself]"
        case .media(let media):
            "[\(media.kind.rawValue)\(media.mediaType.isEmpty ? "" : " of type \(media.mediaType)")]"
        case .refusal(let text): "[refusal] \(text)"
        case .citation(let citation): "[source \(citation.title ?? citation.url ?? "without a title")]"
        case .cachePoint: "[cache point]"
        case .opaque(let state): "[an item of \(state.origin.isEmpty ? "the provider" : state.origin)]"
        }
    }
}
