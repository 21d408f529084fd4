/// The content of a Close frame (RFC 6455 section 5.5.1).
struct WebSocketCloseFrame: Equatable {
    /// nil for an empty frame.
    var code: WebSocketCloseCode?
    var reason = ""

    /// Two bytes of the payload hold the code.
    static let maxReasonBytes = WebSocketFrameHeader.maxControlPayload - 2

    /// - Parameters:
    ///   - code: Left out when no frame may carry it.
    ///   - reason: Cut to 123 bytes between two characters; left out where there is no code.
    init(code: WebSocketCloseCode?, reason: String = "") {
        guard let code, code.isSendable else { return }
        self.code = code
        self.reason = Self.shortened(reason)
    }

    init(parsing payload: UnsafeRawBufferPointer) throws(WebSocketViolation) {
        guard !payload.isEmpty else { return }
        guard payload.count >= 2 else {
            throw .framing("expected no payload or a code of 2 bytes in a Close frame, found 1 byte")
        }
        let code = WebSocketCloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.isSendable else {
            throw .framing("expected a code that a Close frame may carry, found \(code)")
        }
        guard let reason = String(validating: UnsafeRawBufferPointer(rebasing: payload[2...]), as: UTF8.self) else {
            throw .encoding("expected UTF-8 in the reason of a Close frame, found other bytes")
        }
        self.code = code
        self.reason = reason
    }

    var payload: [UInt8] {
        guard let code else { return [] }
        return [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + reason.utf8
    }

    private static func shortened(_ reason: String) -> String {
        guard reason.utf8.count > maxReasonBytes else { return reason }
        var cut = ""
        var count = 0
        for character in reason {
            count += character.utf8.count
            guard count <= maxReasonBytes else { break }
            cut.append(character)
        }
        return cut
    }
}
