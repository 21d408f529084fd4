internal import AgentPrimitives

/// Cuts the texts that must be kept but do not fit.
struct ContextCutter {
    let options: ContextOptions
    let estimator: any TokenEstimator

    private struct Candidate {
        var exchange: Int
        var message: Int
        var part: Int
        var text: String
        /// Makes the part anew with another text.
        var content: (String) -> ContentPart
        var tokens: Int
    }

    /// Takes at least `excess` tokens out of the plan's required exchanges; false when that cannot be done.
    ///
    /// The longest texts give way first: all are cut to one common length, and texts shorter than that stay whole.
    func cut(_ plan: inout ContextPlan, by excess: Int) -> Bool {
        let candidates = candidates(in: plan)
        let room = candidates.reduce(0) { $0 + $1.tokens } - excess
        let limit = Self.commonLimit(candidates.map(\.tokens), room: room)
        guard limit >= options.smallestCutTokens else { return false }
        var saved = 0
        for candidate in candidates where candidate.tokens > limit {
            let cut = MiddleCut(candidate.text, tokens: limit, estimator: estimator)
            let saving = candidate.tokens - estimator.tokens(in: cut.text)
            plan.shorten(
                part: candidate.part, in: candidate.exchange, to: candidate.content(cut.text), saving: saving,
                cut: FittedContext.Cut(
                    message: candidate.message, originalBytes: candidate.text.utf8.count, keptBytes: cut.keptBytes))
            saved += saving
        }
        return saved >= excess
    }

    private func candidates(in plan: ContextPlan) -> [Candidate] {
        var found: [Candidate] = []
        for exchange in plan.required {
            for message in plan.exchanges[exchange].messages {
                let role = plan.messages[message].role
                for (part, content) in plan.messages[message].content.enumerated() {
                    guard let (text, rebuild) = cuttable(content, role: role) else { continue }
                    found.append(
                        Candidate(
                            exchange: exchange, message: message, part: part, text: text, content: rebuild,
                            tokens: estimator.tokens(in: text)))
                }
            }
        }
        return found
    }

    /// The text that may be cut and how to put another in its place; `nil` where nothing may be cut.
    private func cuttable(_ content: ContentPart, role: MessageRole) -> (String, (String) -> ContentPart)? {
        switch content {
        case .text(let text) where role == .user && options.cutsUserMessages:
            (text, { .text($0) })
        case .toolResult(let result) where options.cutsToolResults:
            (
                result.content,
                { shorter in
                    var result = result
                    result.content = shorter
                    return .toolResult(result)
                }
            )
        default:
            nil
        }
    }

    /// The largest length such that the sizes, each cut to it, fill no more than `room`; 0 when there is none.
    private static func commonLimit(_ sizes: [Int], room: Int) -> Int {
        var room = room
        for (index, size) in sizes.sorted().enumerated() {
            let share = room / (sizes.count - index)
            if size > share { return max(0, share) }
            room -= size
        }
        return 0
    }
}
