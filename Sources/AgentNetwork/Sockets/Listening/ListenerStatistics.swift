/// What a listener has done since it was opened.
public struct ListenerStatistics: Sendable, Equatable {
    /// Connections accepted.
    public var accepted = 0
    /// Connections open now.
    public var active = 0
    /// Times that accepting failed, for instance because descriptors were exhausted, and was taken up again.
    public var acceptFailures = 0
    /// Times that accepting waited because ``ListenerOptions/maxConnections`` were open.
    public var fullWaits = 0

    /// Creates statistics of nothing done.
    public init() {}
}
