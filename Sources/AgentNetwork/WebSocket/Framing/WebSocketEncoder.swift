internal import AgentPrimitives

/// Writes frames (RFC 6455 section 5); a message is always one frame.
struct WebSocketEncoder: Sendable {
    private let role: WebSocketRole
    /// Where masks come from; they have to be unpredictable (section 10.3).
    private let random: any RandomSource

    init(role: WebSocketRole, random: any RandomSource = SystemRandomSource()) {
        self.role = role
        self.random = random
    }

    func frame(_ message: WebSocketMessage) -> [UInt8] {
        var frames: [UInt8] = []
        append(message, to: &frames)
        return frames
    }

    func frame(_ opcode: WebSocketOpcode, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        var frames: [UInt8] = []
        payload.withUnsafeBytes { append(opcode, $0, isFinal: isFinal, to: &frames) }
        return frames
    }

    func append(_ message: WebSocketMessage, to frames: inout [UInt8]) {
        switch message {
        case .text(var text):
            text.withUTF8 { append(.text, UnsafeRawBufferPointer($0), isFinal: true, to: &frames) }
        case .binary(let bytes):
            bytes.withUnsafeBytes { append(.binary, $0, isFinal: true, to: &frames) }
        }
    }

    private func append(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer,
        isFinal: Bool,
        to frames: inout [UInt8]
    ) {
        let mask = role == .client ? WebSocketMask(UInt32(truncatingIfNeeded: random.next())) : nil
        let header = WebSocketFrameHeader(isFinal: isFinal, opcode: opcode, mask: mask, payloadCount: payload.count)
        // A first frame gets exactly its size; after that the array grows geometrically, as appending many needs it.
        if frames.isEmpty { frames.reserveCapacity(header.encodedCount + payload.count) }
        header.write(to: &frames)
        let start = frames.count
        frames.append(contentsOf: payload)
        guard var mask else { return }
        frames.withUnsafeMutableBytes { mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
    }
}
