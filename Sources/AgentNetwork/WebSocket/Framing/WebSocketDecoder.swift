/// Reads messages and control frames from bytes that arrive in any pieces (RFC 6455 sections 5 and 8.1).
///
/// Pure: feed bytes, then take events until there are none. Text is checked as it comes, so that wrong bytes are refused
/// before their frame is complete. Once it has thrown it throws the same violation again.
struct WebSocketDecoder {
    enum Event: Equatable {
        case message(WebSocketMessage)
        case ping([UInt8])
        case pong([UInt8])
        case close(WebSocketCloseFrame)
    }

    /// A message of which not everything has come.
    private struct PartialMessage {
        let isText: Bool
        var bytes: [UInt8] = []
        var frameCount = 1
        var validator = UTF8Validator()
    }

    private let sender: WebSocketRole
    private let limits: WebSocketLimits
    /// What was fed and not consumed; empty between messages, so that an idle connection holds no memory.
    private var bytes: [UInt8] = []
    /// Everything before this index is consumed.
    private var position = 0
    /// The data frame that is being read; its count is what has not come yet.
    private var frame: WebSocketFrameHeader?
    private var partial: PartialMessage?
    private var violation: WebSocketViolation?

    /// How much room a message gets before anything of it has come: its announced length is only a claim.
    private static let firstReservation = 256 * 1024

    /// - Parameter sender: The end whose frames these are.
    init(sentBy sender: WebSocketRole, limits: WebSocketLimits = WebSocketLimits()) {
        self.sender = sender
        self.limits = limits
    }

    private var available: Int { bytes.count - position }

    /// - Parameter new: Consumed, because bytes that someone else holds too would have to be copied to be unmasked.
    mutating func feed(_ new: consuming [UInt8]) {
        guard position < bytes.count else {
            // The usual case: the new piece is taken over without a copy.
            bytes = new
            position = 0
            return
        }
        if position > bytes.count / 2 {
            bytes.removeFirst(position)
            position = 0
        }
        bytes.append(contentsOf: new)
    }

    /// The next event; nil when more bytes are needed.
    mutating func next() throws(WebSocketViolation) -> Event? {
        if let violation { throw violation }
        do throws(WebSocketViolation) {
            let event = try advance()
            if position == bytes.count {
                bytes = []
                position = 0
            }
            return event
        } catch {
            violation = error
            bytes = []
            position = 0
            partial = nil
            throw error
        }
    }

    private mutating func advance() throws(WebSocketViolation) -> Event? {
        while true {
            if let frame {
                guard let message = try takePayload(of: frame) else {
                    guard self.frame == nil else { return nil }
                    continue
                }
                return .message(message)
            }
            guard let (header, headerCount) = try peekHeader() else { return nil }
            try check(header)
            if header.opcode.isControl {
                guard available - headerCount >= header.payloadCount else { return nil }
                position += headerCount
                return try takeControl(header)
            }
            position += headerCount
            if header.isFinal, header.opcode != .continuation, available >= header.payloadCount {
                return .message(try takeWhole(header))
            }
            begin(header)
        }
    }

    private func peekHeader() throws(WebSocketViolation) -> (WebSocketFrameHeader, Int)? {
        let result = bytes.withUnsafeBytes { buffer -> Result<(WebSocketFrameHeader, Int)?, WebSocketViolation> in
            do throws(WebSocketViolation) {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[position...])
                return .success(try WebSocketFrameHeader.parse(rest, sentBy: sender).map { ($0.header, $0.count) })
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// What a frame may be here, and how long.
    private func check(_ header: WebSocketFrameHeader) throws(WebSocketViolation) {
        guard !header.opcode.isControl else { return }
        guard (header.opcode == .continuation) == (partial != nil) else {
            throw .framing(
                partial == nil
                    ? "expected the start of a message, found a continuation"
                    : "expected the rest of a message, found the start of another")
        }
        guard header.payloadCount <= limits.maxFrameBytes else {
            throw .size("expected frames of at most \(limits.maxFrameBytes) bytes, found \(header.payloadCount)")
        }
        let (soFar, frameCount) = (partial?.bytes.count ?? 0, partial?.frameCount ?? 0)
        guard header.payloadCount <= limits.maxMessageBytes - soFar else {
            throw .size("expected messages of at most \(limits.maxMessageBytes) bytes, found a longer one")
        }
        guard frameCount < limits.maxFramesPerMessage else {
            throw .size("expected messages of at most \(limits.maxFramesPerMessage) frames, found one of more")
        }
    }

    private mutating func begin(_ header: WebSocketFrameHeader) {
        frame = header
        guard header.opcode == .continuation else {
            partial = PartialMessage(isText: header.opcode == .text)
            partial?.bytes.reserveCapacity(min(header.payloadCount, Self.firstReservation))
            return
        }
        partial?.frameCount += 1
    }
}

// MARK: Payloads

extension WebSocketDecoder {
    /// Takes what has come of a data frame; the message if that completes it.
    private mutating func takePayload(of header: WebSocketFrameHeader) throws(WebSocketViolation) -> WebSocketMessage? {
        let range = position..<(position + min(available, header.payloadCount))
        position = range.upperBound
        let mask = unmask(range, header.mask)
        frame?.mask = mask
        frame?.payloadCount -= range.count
        if partial?.isText == true {
            let isValid = bytes.withUnsafeBytes { buffer in
                partial?.validator.accept(UnsafeRawBufferPointer(rebasing: buffer[range])) ?? true
            }
            guard isValid else { throw Self.notUTF8 }
        }
        append(range, announced: header.payloadCount)
        guard range.count == header.payloadCount else { return nil }
        frame = nil
        guard header.isFinal, let message = partial else { return nil }
        partial = nil
        guard message.isText else { return .binary(message.bytes) }
        guard message.validator.isComplete else { throw Self.notUTF8 }
        return .text(String(decoding: message.bytes, as: UTF8.self))
    }

    /// Grows faster than an array by itself, but not past what is announced or four times what has come.
    private mutating func append(_ range: Range<Int>, announced: Int) {
        guard let count = partial?.bytes.count, let capacity = partial?.bytes.capacity else { return }
        let room = min(count + announced, 4 * count)
        // Less than doubling would cost more than it saves, with many small fragments above all.
        if capacity - count < range.count, room > 2 * capacity { partial?.bytes.reserveCapacity(room) }
        partial?.bytes.append(contentsOf: bytes[range])
    }

    /// Takes a message that is one frame and all there: the way without a detour.
    private mutating func takeWhole(_ header: WebSocketFrameHeader) throws(WebSocketViolation) -> WebSocketMessage {
        let range = take(header)
        guard header.opcode == .text else { return .binary(Array(bytes[range])) }
        // Checked here, because the library's checking initializer takes three times as long for a short text.
        let text = bytes.withUnsafeBufferPointer { buffer -> String? in
            let payload = UnsafeBufferPointer(rebasing: buffer[range])
            var validator = UTF8Validator()
            guard validator.accept(UnsafeRawBufferPointer(payload)), validator.isComplete else { return nil }
            return String(decoding: payload, as: UTF8.self)
        }
        guard let text else { throw Self.notUTF8 }
        return .text(text)
    }

    private mutating func takeControl(_ header: WebSocketFrameHeader) throws(WebSocketViolation) -> Event {
        let range = take(header)
        switch header.opcode {
        case .ping: return .ping(Array(bytes[range]))
        case .pong: return .pong(Array(bytes[range]))
        default: break
        }
        let close = bytes.withUnsafeBytes { buffer -> Result<WebSocketCloseFrame, WebSocketViolation> in
            do throws(WebSocketViolation) {
                return .success(try WebSocketCloseFrame(parsing: UnsafeRawBufferPointer(rebasing: buffer[range])))
            } catch {
                return .failure(error)
            }
        }
        return .close(try close.get())
    }

    /// Consumes and unmasks the payload of a frame that is all there.
    private mutating func take(_ header: WebSocketFrameHeader) -> Range<Int> {
        let range = position..<(position + header.payloadCount)
        position = range.upperBound
        _ = unmask(range, header.mask)
        return range
    }

    /// Returns the mask for the byte after the range.
    private mutating func unmask(_ range: Range<Int>, _ mask: WebSocketMask?) -> WebSocketMask? {
        guard var mask else { return nil }
        bytes.withUnsafeMutableBytes { mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[range])) }
        return mask
    }

    private static let notUTF8 = WebSocketViolation.encoding("expected UTF-8 in a text message, found other bytes")
}
