/// What stands before a frame's payload (RFC 6455 section 5.2).
struct WebSocketFrameHeader: Equatable {
    var isFinal: Bool
    var opcode: WebSocketOpcode
    var mask: WebSocketMask?
    var payloadCount: Int

    /// The longest header: two bytes, eight of length, four of mask.
    static let maxCount = 14

    /// A control frame has to fit into a single small packet (section 5.5).
    static let maxControlPayload = 125

    /// Reads a header from the start of `bytes`; nil when it is not all there.
    ///
    /// - Parameter sender: Whose rule on masking counts.
    static func parse(
        _ bytes: UnsafeRawBufferPointer,
        sentBy sender: WebSocketRole
    ) throws(WebSocketViolation) -> (header: WebSocketFrameHeader, count: Int)? {
        guard bytes.count >= 2 else { return nil }
        let (first, second) = (bytes[0], bytes[1])
        guard first & 0x70 == 0 else {
            throw .framing("expected reserved bits of 0, because no extension was agreed on, found one set")
        }
        guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else {
            throw .framing("expected a known opcode, found the reserved one \(first & 0x0F)")
        }
        let isFinal = first & 0x80 != 0
        let isMasked = second & 0x80 != 0
        let shortLength = Int(second & 0x7F)
        guard isMasked == (sender == .client) else {
            throw .framing(
                sender == .client
                    ? "expected a masked frame from a client, found an unmasked one"
                    : "expected an unmasked frame from a server, found a masked one")
        }
        guard !opcode.isControl || (isFinal && shortLength <= maxControlPayload) else {
            throw .framing("a control frame is not fragmented and has at most \(maxControlPayload) bytes of payload")
        }
        let lengthCount = shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0
        let count = 2 + lengthCount + (isMasked ? 4 : 0)
        guard bytes.count >= count else { return nil }
        var header = WebSocketFrameHeader(isFinal: isFinal, opcode: opcode, mask: nil, payloadCount: shortLength)
        if lengthCount > 0 { header.payloadCount = try parseLength(bytes, lengthCount) }
        if isMasked {
            header.mask = WebSocketMask(bytes[count - 4], bytes[count - 3], bytes[count - 2], bytes[count - 1])
        }
        return (header, count)
    }

    /// A length has only one way to be written, the shortest.
    private static func parseLength(
        _ bytes: UnsafeRawBufferPointer,
        _ lengthCount: Int
    ) throws(WebSocketViolation) -> Int {
        if lengthCount == 2 {
            let length = Int(bytes[2]) << 8 | Int(bytes[3])
            guard length > maxControlPayload else {
                throw .framing("expected the length \(length) in the shortest form, found it in two bytes")
            }
            return length
        }
        let length = bytes[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let length = Int(exactly: length) else {
            throw .framing("expected a length below 2^63, found the highest bit set")
        }
        guard length > 0xFFFF else {
            throw .framing("expected the length \(length) in the shortest form, found it in eight bytes")
        }
        return length
    }

    /// Bytes that `write` appends.
    var encodedCount: Int {
        (payloadCount <= Self.maxControlPayload ? 2 : payloadCount <= 0xFFFF ? 4 : 10) + (mask == nil ? 0 : 4)
    }

    /// Appends the header.
    func write(to bytes: inout [UInt8]) {
        bytes.append((isFinal ? 0x80 : 0) | opcode.rawValue)
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        if payloadCount <= Self.maxControlPayload {
            bytes.append(maskBit | UInt8(payloadCount))
        } else if payloadCount <= 0xFFFF {
            bytes.append(maskBit | 126)
            bytes.append(UInt8(payloadCount >> 8))
            bytes.append(UInt8(payloadCount & 0xFF))
        } else {
            bytes.append(maskBit | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: payloadCount >> shift))
            }
        }
        guard let mask else { return }
        let (first, second, third, fourth) = mask.bytes
        bytes.append(first)
        bytes.append(second)
        bytes.append(third)
        bytes.append(fourth)
    }
}
