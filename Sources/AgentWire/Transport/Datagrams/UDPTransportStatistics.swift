public import AgentNetwork

/// What a transport over UDP has done since it was opened.
public struct UDPTransportStatistics: Sendable, Equatable {
    /// Datagrams of whatever content.
    public var socket: UDPStatistics
    /// Datagrams that were skipped because they hold no MXP message, or a damaged one.
    public var undecodable: Int
}
