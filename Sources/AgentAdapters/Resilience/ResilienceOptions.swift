/// How much trouble of an upstream is kept from the caller.
public struct ResilienceOptions: Hashable, Sendable {
    /// Whether and when a failed call is made again.
    public var retry = RetryPolicy()
    /// When an upstream that keeps failing is left alone.
    public var breaker = CircuitBreakerLimits()
    /// Limit on the wait for the first visible part of the answer; `nil` for none.
    public var firstEventTimeout: Duration? = .seconds(300)
    /// Limit on the wait for each further part; `nil` for none.
    public var idleTimeout: Duration? = .seconds(300)
    /// Time after which the same call is made once more beside the first one, whichever answers first counting; `nil`, the
    /// default, for never: it costs twice.
    public var hedgeDelay: Duration?

    /// The default options.
    public init() {}
}
