/// What a ``UDPSocket`` has done since it was opened.
public struct UDPStatistics: Sendable, Equatable {
    /// Datagrams received, those that were cut included.
    public var received = 0
    /// Datagrams that the system took.
    public var sent = 0
    /// Datagrams that were longer than ``UDPOptions/maxDatagramBytes``.
    public var truncated = 0
    /// Reports of the network that nobody takes the datagrams, such as a refused port; only connected sockets get them.
    public var refused = 0
    /// Datagrams that the system dropped because they came faster than they were received; nil where it does not tell.
    public var dropped: Int?

    /// Creates statistics of nothing done.
    public init() {}
}
