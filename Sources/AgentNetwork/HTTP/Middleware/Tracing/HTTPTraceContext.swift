public import AgentPrimitives

/// Where a request stands in a distributed trace (W3C Trace Context, level 1).
public struct HTTPTraceContext: Sendable, Hashable {
    /// The first 64 bits of the trace's id.
    public let traceHigh: UInt64
    /// The last 64 bits of the trace's id, which is what systems with ids of that size use.
    public let traceLow: UInt64
    /// The span that this context is inside of.
    public let spanID: UInt64
    /// Whoever began the trace may have recorded it.
    public let isSampled: Bool
    /// What tracing systems tell each other, as received.
    public let state: String?

    /// Creates a context.
    public init(traceHigh: UInt64, traceLow: UInt64, spanID: UInt64, isSampled: Bool, state: String? = nil) {
        self.traceHigh = traceHigh
        self.traceLow = traceLow
        self.spanID = spanID
        self.isSampled = isSampled
        self.state = state
    }

    /// Begins a trace.
    public init(random: some RandomSource, isSampled: Bool) {
        self.init(
            traceHigh: random.next(), traceLow: Self.nonzero(random), spanID: Self.nonzero(random),
            isSampled: isSampled)
    }

    /// The context of a span inside of this one.
    public func child(random: some RandomSource) -> HTTPTraceContext {
        HTTPTraceContext(
            traceHigh: traceHigh, traceLow: traceLow, spanID: Self.nonzero(random), isSampled: isSampled, state: state)
    }

    /// The trace's id in the form that frames and events carry.
    public var traceID: TraceID { TraceID(rawValue: traceLow) }

    /// Zero stands for no id.
    private static func nonzero(_ random: some RandomSource) -> UInt64 {
        max(1, random.next())
    }
}
