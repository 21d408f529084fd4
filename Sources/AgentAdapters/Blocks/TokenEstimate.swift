internal import AgentPrimitives

/// Counts tokens roughly, at four bytes each, where nobody counts them exactly.
enum TokenEstimate {
    static func tokens(bytes: Int) -> Int { (bytes + 3) / 4 }

    static func tokens(of request: ModelRequest) -> Int {
        var bytes = request.system.utf8.count
        for part in request.messages.flatMap(\.content) {
            switch part {
            case .text(let text), .reasoning(let text, _), .refusal(let text): bytes += text.utf8.count
            case .toolCall(let call): bytes += call.name.utf8.count + call.argumentsText.utf8.count
            case .toolResult(let result): bytes += result.content.utf8.count
            case .media(let media): bytes += Self.bytes(of: media)
            case .redactedReasoning(let state), .opaque(let state): bytes += state.data.utf8.count
            case .citation, .cachePoint: break
            }
        }
        for tool in request.tools {
            bytes += tool.name.utf8.count + tool.summary.utf8.count + tool.inputSchema.serialized().count
        }
        return tokens(bytes: bytes)
    }

    /// Pictures cost by their size in pixels, not in bytes; this is a usual one.
    private static func bytes(of media: Media) -> Int {
        if case .text(let text) = media.source { text.utf8.count } else { 6400 }
    }
}
