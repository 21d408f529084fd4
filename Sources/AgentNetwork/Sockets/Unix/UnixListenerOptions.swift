/// Limits and habits of a ``UnixListener``.
public struct UnixListenerOptions: Sendable {
    /// Limits on accepting.
    public var accepting = ListenerOptions()
    /// The rights on the socket's file, such as `0o660` to let a group in; whoever may write may connect.
    ///
    /// By default the owner only. Nobody with fewer rights can connect at any moment: the file has them before the socket
    /// listens.
    public var mode: UInt16 = 0o600
    /// Whether a socket that its process left behind is replaced; otherwise it counts as in use.
    ///
    /// It must belong to the same user, and nobody may answer there. Anything but a socket is never touched.
    public var replacesStale = true
    /// How long to wait while another program is starting to listen at the same path.
    public var startTimeout: Duration = .seconds(5)

    /// Creates the default options.
    public init() {}
}
