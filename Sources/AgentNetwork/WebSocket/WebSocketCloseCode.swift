/// Why a WebSocket was closed (RFC 6455 section 7.4; 1012 to 1014 from the IANA registry).
public struct WebSocketCloseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt16

    /// Takes any number, also one that no Close frame may carry; see ``isSendable``.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The number.
    public var description: String { String(rawValue) }

    /// The purpose of the connection is fulfilled.
    public static let normalClosure = WebSocketCloseCode(rawValue: 1000)
    /// An endpoint goes away: a server shuts down, or a browser leaves the page.
    public static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// The peer broke the rules of the protocol.
    public static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// The peer sent a kind of data that is not accepted here.
    public static let unsupportedData = WebSocketCloseCode(rawValue: 1003)
    /// Reported, never sent: the peer's Close frame had no code.
    public static let noStatus = WebSocketCloseCode(rawValue: 1005)
    /// Reported, never sent: the connection ended without a Close frame of the peer.
    public static let abnormalClosure = WebSocketCloseCode(rawValue: 1006)
    /// The data does not fit its type, such as text that is not UTF-8.
    public static let invalidPayload = WebSocketCloseCode(rawValue: 1007)
    /// The message breaks a policy.
    public static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    /// The message is too big to process.
    public static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
    /// The server did not agree to an extension that the client needs.
    public static let missingExtension = WebSocketCloseCode(rawValue: 1010)
    /// Something unexpected keeps the endpoint from going on.
    public static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// The service restarts; connect again.
    public static let serviceRestart = WebSocketCloseCode(rawValue: 1012)
    /// The service is overloaded; try again later.
    public static let tryAgainLater = WebSocketCloseCode(rawValue: 1013)

    /// Whether a Close frame may carry the code: those with a meaning on the wire, those registered for libraries (3000 to
    /// 3999), and those for private use (4000 to 4999).
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
