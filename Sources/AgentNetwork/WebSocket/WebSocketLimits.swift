/// What a message from a peer may cost; passing a limit closes the connection with 1009 and `limitExceeded`.
public struct WebSocketLimits: Sendable {
    /// Bytes of one message, over all its frames.
    public var maxMessageBytes = 16 * 1024 * 1024
    /// Bytes of one frame's payload.
    public var maxFrameBytes = 16 * 1024 * 1024
    /// Frames of one message.
    public var maxFramesPerMessage = 128 * 1024

    /// Creates the default limits.
    public init() {}
}
