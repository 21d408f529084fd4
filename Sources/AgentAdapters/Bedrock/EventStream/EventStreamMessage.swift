/// One message of `application/vnd.amazon.eventstream`: headers and a payload.
///
/// On the wire, numbers are big-endian: the length of the whole, the length of the headers, the CRC-32 of these eight bytes,
/// the headers, the payload, and the CRC-32 of everything before it.
struct EventStreamMessage: Hashable, Sendable {
    var headers: [EventStreamHeader]
    var payload: [UInt8]

    /// Lengths and checksums: a message is never shorter.
    static let overhead = 16
    static let preludeLength = 12

    /// The text under that name; `nil` when there is none.
    func text(_ name: String) -> String? {
        guard case .string(let text)? = headers.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    /// Appends the message's bytes.
    func encode(into bytes: inout [UInt8]) {
        var encodedHeaders: [UInt8] = []
        for header in headers { header.encode(into: &encodedHeaders) }
        var message: [UInt8] = []
        message.reserveCapacity(Self.overhead + encodedHeaders.count + payload.count)
        message.appendBigEndian(UInt32(Self.overhead + encodedHeaders.count + payload.count))
        message.appendBigEndian(UInt32(encodedHeaders.count))
        message.appendBigEndian(CRC32.checksum(of: message))
        message += encodedHeaders
        message += payload
        message.appendBigEndian(CRC32.checksum(of: message))
        bytes += message
    }

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        return bytes
    }
}
