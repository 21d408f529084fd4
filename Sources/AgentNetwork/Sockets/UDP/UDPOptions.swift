/// Limits and habits of a ``UDPSocket``.
public struct UDPOptions: Sendable {
    /// The longest datagram that is received whole, up to 65,536 bytes; a longer one is cut and marked.
    public var maxDatagramBytes = 65_536
    /// How many bytes the system should keep until they are received (SO_RCVBUF); nil leaves it to the system.
    ///
    /// Datagrams beyond are dropped. The system may cut the wish down (on Linux to `net.core.rmem_max`) and counts its own
    /// bookkeeping; ``UDPSocket/bufferSizes`` tells what came of it.
    public var receiveBufferBytes: Int?
    /// How many bytes the system should keep until they have left (SO_SNDBUF); nil leaves it to the system.
    public var sendBufferBytes: Int?
    /// Whether the address may be taken although another socket has it and allows the same (SO_REUSEADDR).
    ///
    /// On Linux the socket bound last then gets what is sent to one host.
    public var reusesAddress = false
    /// Whether several sockets of one user may share the port (SO_REUSEPORT); Linux spreads senders over them.
    public var sharesPort = false
    /// Whether datagrams may go to broadcast addresses.
    public var allowsBroadcast = false
    /// Limit on name resolution.
    public var resolveTimeout: Duration = .seconds(10)

    /// Creates the default options.
    public init() {}
}
