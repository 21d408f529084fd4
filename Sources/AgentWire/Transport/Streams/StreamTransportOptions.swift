/// Limits of a ``StreamFrameTransport``.
public struct StreamTransportOptions: Sendable {
    /// What messages are accepted, in both directions.
    public var codec = MXPCodec.Options()
    /// Bytes of accepted messages that wait until the system takes them, before senders wait; one message may go over it.
    public var maxUnsentBytes = 256 * 1024
    /// Limit on name resolution and connecting.
    public var connectTimeout: Duration = .seconds(10)
    /// Limit on the time that the other end sends nothing in the middle of a message while somebody waits for it.
    ///
    /// Nil waits for ever, as everybody does between messages.
    public var frameTimeout: Duration? = .seconds(60)
    /// Limit on the time that the other end takes nothing while there is something to send, after which the connection is
    /// broken; nil waits for ever.
    public var sendTimeout: Duration? = .seconds(600)
    /// Limit on the time after a close in which the other end neither takes what was accepted nor closes too.
    ///
    /// What was not taken then is lost. Over TCP the other end learns of it (`transportClosed` when it receives); a Unix socket
    /// has no way to tell.
    public var closeTimeout: Duration = .seconds(10)

    /// Creates the default options.
    public init() {}
}
