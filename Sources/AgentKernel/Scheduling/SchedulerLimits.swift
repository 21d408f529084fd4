/// How much work runs and waits at once.
public struct SchedulerLimits: Hashable, Sendable {
    /// Message and background work that runs at once.
    public var concurrency = 32
    /// Control work that runs at once, beside the other.
    public var controlPlaces = 4
    /// Work that may wait.
    public var maximumWaiting = 1024
    /// Messages that may overtake waiting background work before a piece of it gets a place.
    public var messagesPerBackground = 8

    /// The defaults: 32 at once as in the MXP agents SDK.
    public init() {}
}
