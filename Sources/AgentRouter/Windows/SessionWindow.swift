internal import AgentPrimitives
internal import AgentWire

/// Decides whether a session may start one more call, by its window: calls, tokens and money under way (ATP 1.1, triplet).
///
/// Pure. What a call was admitted with is released in full when it ends, whatever it used; that is counted apart.
struct SessionWindow: Hashable, Sendable {
    /// The part of the window that has no room.
    enum Refusal: Hashable {
        case parallel(limit: Int)
        case tokens(limit: Int, free: Int)
        case cost(limit: Money, free: Money)
    }

    private(set) var callsUnderWay = 0
    private var tokensUnderWay = 0
    private var costUnderWay = Money.zero
    /// What ended calls really used.
    private(set) var used = Usage()

    /// Admits a call within the smaller of the router's and the sender's window, or says what has no room.
    mutating func admit(_ call: CallEstimate, within window: ATPWindow) -> Refusal? {
        guard callsUnderWay < window.maxParallel else { return .parallel(limit: window.maxParallel) }
        guard tokensUnderWay + call.tokens <= window.maxTokens else {
            return .tokens(limit: window.maxTokens, free: max(0, window.maxTokens - tokensUnderWay))
        }
        guard costUnderWay + call.cost <= window.maxCost else {
            let free = Money(micros: max(0, window.maxCost.micros - costUnderWay.micros))
            return .cost(limit: window.maxCost, free: free)
        }
        callsUnderWay += 1
        tokensUnderWay += call.tokens
        costUnderWay = costUnderWay + call.cost
        return nil
    }

    /// Ends an admitted call.
    mutating func settle(_ call: CallEstimate, used usage: Usage) {
        callsUnderWay -= 1
        tokensUnderWay -= call.tokens
        costUnderWay = Money(micros: costUnderWay.micros - call.cost.micros)
        used = used + usage
    }
}

extension ATPWindow {
    /// The smaller of two windows in each component.
    func narrowed(to other: ATPWindow) -> ATPWindow {
        ATPWindow(
            maxParallel: min(maxParallel, other.maxParallel), maxTokens: min(maxTokens, other.maxTokens),
            maxCost: min(maxCost, other.maxCost))
    }
}
