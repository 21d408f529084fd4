internal import CAgentSystem

/// Buffers of the current thread, in which datagrams stop over between the system and their own arrays.
///
/// They belong to the thread and not to the socket: an idle socket holds nothing, and however many there are, each thread
/// has one area. It must not be used across a suspension.
struct DatagramArea {
    static let capacity = Int(AGENT_UDP_BATCH)
    static let maxBytes = Int(AGENT_UDP_MAX_BYTES)

    private let slots: UnsafeMutablePointer<agent_datagram>

    init() throws(NetworkError) {
        guard let slots = agent_udp_area() else {
            throw NetworkError(errno: ENOMEM, doing: "make room for datagrams")
        }
        self.slots = slots
    }

    /// Receives up to `count` datagrams.
    static func receive(_ descriptor: Int32, count: Int, maxBytes: Int) -> Socket.Attempt<[Datagram]> {
        let status = agent_udp_receive(descriptor, Int32(count), maxBytes)
        guard status >= 0, let slots = agent_udp_area() else { return Socket.Attempt(errno: -status) }
        let datagrams = [Datagram](unsafeUninitializedCapacity: Int(status)) { buffer, initialized in
            for index in 0..<Int(status) {
                let bytes = UnsafeRawBufferPointer(start: slots[index].bytes, count: slots[index].length)
                let datagram = Datagram(
                    bytes: [UInt8](bytes),
                    address: SocketAddress(raw: slots[index].address),
                    isTruncated: slots[index].is_truncated
                )
                buffer.initializeElement(at: index, to: datagram)
            }
            initialized = Int(status)
        }
        return .done(datagrams, mayGoOn: Int(status) == count)
    }

    /// Puts a datagram in a place.
    ///
    /// - Parameter address: nil for the peer of the socket.
    /// - Returns: False when the datagram is longer than a datagram can be.
    func put(_ bytes: [UInt8], for address: SocketAddress?, at index: Int) -> Bool {
        guard bytes.count <= Self.maxBytes else { return false }
        bytes.withUnsafeBytes { source in
            if let start = source.baseAddress { slots[index].bytes.copyMemory(from: start, byteCount: source.count) }
        }
        slots[index].length = bytes.count
        if let address { slots[index].address = address.raw } else { slots[index].address.length = 0 }
        return true
    }
}
