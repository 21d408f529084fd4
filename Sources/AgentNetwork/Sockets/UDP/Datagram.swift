/// A message of a ``UDPSocket``, with the address at the other end.
public struct Datagram: Sendable, Hashable {
    /// The content.
    public var bytes: [UInt8]
    /// Who sent it, or whom it is for.
    public var address: SocketAddress
    /// Whether it was longer than ``UDPOptions/maxDatagramBytes``, so that its end is lost; without meaning when it is sent.
    public var isTruncated: Bool

    /// Makes a datagram.
    public init(bytes: [UInt8], address: SocketAddress, isTruncated: Bool = false) {
        self.bytes = bytes
        self.address = address
        self.isTruncated = isTruncated
    }
}
