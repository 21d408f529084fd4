public import AgentPrimitives

/// Keeps what a run has spent and reserved against its budget.
///
/// Pure. A model call's worst case is reserved before it starts and replaced by what it really used when it ends; a call
/// whose end is unknown stays charged with its reservation.
public struct BudgetLedger: Hashable, Sendable {
    /// A limit that has no room left.
    enum Exhaustion: Hashable, Sendable {
        case tokens
        case money
        case modelCalls
        case toolCalls
        case wallTime

        /// The limit in words.
        var name: String {
            switch self {
            case .tokens: "tokens"
            case .money: "money"
            case .modelCalls: "model calls"
            case .toolCalls: "tool calls"
            case .wallTime: "wall time"
            }
        }
    }

    /// What one model call may cost at most.
    public struct Reservation: Hashable, Sendable {
        /// Input and output tokens.
        public var tokens: Int
        /// Money; `nil` when the price is unknown.
        public var money: Money?

        /// States a worst case.
        public init(tokens: Int, money: Money?) {
            self.tokens = tokens
            self.money = money
        }
    }

    private let budget: Budget
    /// When the run began; wall time counts from here.
    private let started: Timestamp
    /// Tokens charged, open reservations included.
    private var tokens = 0
    /// Money charged, open reservations included.
    private var money = Money.zero
    private var modelCalls = 0
    private var toolCalls = 0
    private var open: Reservation?

    /// Opens a ledger.
    init(budget: Budget, started: Timestamp) {
        self.budget = budget
        self.started = started
    }

    /// Charges the worst case of a model call; returns the limit that has no room for it, and then charges nothing.
    ///
    /// A money limit refuses a call whose price is unknown: it could not be kept.
    mutating func reserve(_ reservation: Reservation, at now: Timestamp) -> Exhaustion? {
        if let limit = budget.wallTime, now.elapsed(since: started) >= limit { return .wallTime }
        if let limit = budget.modelCalls, modelCalls >= limit { return .modelCalls }
        if let limit = budget.tokens, tokens + reservation.tokens > limit { return .tokens }
        if let limit = budget.money {
            guard let cost = reservation.money, money + cost <= limit else { return .money }
        }
        modelCalls += 1
        tokens += reservation.tokens
        money = money + (reservation.money ?? .zero)
        open = reservation
        return nil
    }

    /// Replaces the open reservation by what the call really used.
    mutating func settle(_ usage: Usage, cost: Money?) {
        guard let reservation = open else { return }
        open = nil
        tokens += usage.totalTokens - reservation.tokens
        money = Money(micros: money.micros - (reservation.money ?? .zero).micros) + (cost ?? .zero)
    }

    /// Counts tool calls; returns the limit that has no room for them, and then counts none.
    mutating func chargeToolCalls(_ count: Int) -> Exhaustion? {
        if let limit = budget.toolCalls, toolCalls + count > limit { return .toolCalls }
        toolCalls += count
        return nil
    }
}
