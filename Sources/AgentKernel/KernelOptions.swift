/// How an agent's kernel runs.
public struct KernelOptions: Sendable {
    /// How much work runs and waits at once.
    public var scheduler = SchedulerLimits()
    /// The time between two calls of `onTick`; `nil` for none.
    public var tickInterval: Duration?
    /// Sessions that are kept open; the one longest unused is closed first.
    public var maximumOpenSessions = 256
    /// Texts of earlier sessions that a question brings back to the model's mind.
    public var recallLimit = 0

    /// The defaults.
    public init() {}
}
