/// One message of a WebSocket, however many frames it took (RFC 6455 section 5.6).
public enum WebSocketMessage: Sendable, Hashable {
    /// Text; valid UTF-8 on the wire, or the connection fails.
    case text(String)
    /// Bytes without a meaning to the protocol.
    case binary([UInt8])
}
