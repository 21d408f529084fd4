/// How an agent's kernel runs.
public struct KernelOptions: Sendable {
    /// How much work runs and waits at once.
    public var scheduler = SchedulerLimits()
    /// The time between two calls of `onTick`; `nil` for none.
    public var tickInterval: Duration?
    /// Sessions that are kept open; the one longest unused is closed first.
    public var maximumOpenSessions = 256
    /// Events after which a session's state is kept beside them at the end of a turn, so that opening it folds only what came
    /// after; 0 for never.
    public var snapshotEvents = 1000
    /// Texts of earlier sessions that a question brings back to the model's mind.
    public var recallLimit = 0

    /// The defaults.
    public init() {}
}
