/// What a peer did wrong, and the code that it is told.
struct WebSocketViolation: Error, Equatable {
    let closeCode: WebSocketCloseCode
    /// What was expected and what was found; never a part of the payload.
    let message: String

    /// The rules of framing (1002).
    static func framing(_ message: String) -> WebSocketViolation {
        WebSocketViolation(closeCode: .protocolError, message: message)
    }

    /// Text that is not UTF-8 (1007).
    static func encoding(_ message: String) -> WebSocketViolation {
        WebSocketViolation(closeCode: .invalidPayload, message: message)
    }

    /// More than is accepted here (1009).
    static func size(_ message: String) -> WebSocketViolation {
        WebSocketViolation(closeCode: .messageTooBig, message: message)
    }

    /// What the receiving task is told.
    var error: NetworkError {
        NetworkError(closeCode == .messageTooBig ? .limitExceeded : .protocolViolation, message)
    }
}
