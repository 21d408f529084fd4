/// What a run may spend at most; `nil` means no limit of that kind.
public struct Budget: Hashable, Sendable {
    /// Input and output tokens together.
    public var tokens: Int?
    /// Money.
    public var money: Money?
    /// Model calls.
    public var modelCalls: Int?
    /// Tool calls.
    public var toolCalls: Int?
    /// Time from the first to the last event.
    public var wallTime: Duration?

    /// Sets the limits.
    public init(
        tokens: Int? = nil, money: Money? = nil, modelCalls: Int? = nil, toolCalls: Int? = nil,
        wallTime: Duration? = nil
    ) {
        self.tokens = tokens
        self.money = money
        self.modelCalls = modelCalls
        self.toolCalls = toolCalls
        self.wallTime = wallTime
    }

    /// No limit at all.
    public static let unlimited = Budget()
}
