internal import AgentPrimitives

/// Tells the ids that a model or client gave from those that were made here because it gave none.
///
/// Gemini matches calls and results without ids by name and order, so made-up ids stay out of what it is sent.
enum GeminiCallIDs {
    /// Whether ``CallIDMint`` made the id: `call_` and a number.
    static func isMinted(_ id: String) -> Bool {
        let number = id.utf8.dropFirst(5)
        return id.hasPrefix("call_") && (1...9).contains(number.count)
            && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Whether every result can be found by its tool's name and its place among that tool's results.
    static func canMatchByOrder(_ messages: [Message]) -> Bool {
        var places: [String: Int] = [:]
        var latest: [String: Int] = [:]
        var count = 0
        for part in messages.lazy.flatMap(\.content) {
            if case .toolCall(let call) = part {
                places[call.id] = count
                count += 1
            } else if case .toolResult(let result) = part {
                guard let place = places[result.callID] else { continue }
                if let latest = latest[result.name], latest > place { return false }
                latest[result.name] = place
            }
        }
        return true
    }
}
