internal import AgentPrimitives

/// Gives tool calls ids: the upstream's own where it is usable, else `call_1`, `call_2` and so on.
struct CallIDMint: Sendable {
    /// Ids of earlier turns; a minted id avoids them, an upstream may repeat its own.
    private var known: Set<String>
    /// Ids given out in this answer.
    private var claimed: Set<String> = []
    private var next: Int

    /// Continues the numbering of a conversation.
    init(after messages: [Message] = []) {
        let calls = messages.flatMap(\.toolCalls)
        known = Set(calls.map(\.id))
        next = calls.count + 1
    }

    /// The id for the next call: `wanted` unless this answer has used it already.
    mutating func claim(_ wanted: String? = nil) -> String {
        if let wanted, !wanted.isEmpty, claimed.insert(wanted).inserted { return wanted }
        while true {
            let id = "call_\(next)"
            next += 1
            if !known.contains(id), claimed.insert(id).inserted { return id }
        }
    }
}
