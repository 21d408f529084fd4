/// One entry of a frame's `flags` (ATP 1.1).
///
/// Any text but the empty one may travel, so that frames with later flags pass through unharmed.
public struct ATPFlag: RawRepresentable, Hashable, Sendable {
    /// The text that travels.
    public let rawValue: String

    /// Wraps a text as it stands.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Opens a stream.
    public static let syn = ATPFlag(rawValue: "SYN")
    /// Acknowledges a message.
    public static let ack = ATPFlag(rawValue: "ACK")
    /// Closes a stream cleanly.
    public static let fin = ATPFlag(rawValue: "FIN")
    /// Aborts a stream; the payload says why.
    public static let rst = ATPFlag(rawValue: "RST")
    /// More fragments of this message follow.
    public static let more = ATPFlag(rawValue: "MORE")
    /// Keeps a quiet stream alive.
    public static let heartbeat = ATPFlag(rawValue: "HB")
    /// The payload is a control message.
    public static let control = ATPFlag(rawValue: "CTRL")
    /// Congestion: the receiver should halve its window.
    public static let congestion = ATPFlag(rawValue: "ECN")
}
