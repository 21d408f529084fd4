/// A connection of a server that another protocol takes over.
struct HTTPUpgradedConnection: Sendable {
    let stream: any ByteStream
    /// What came after the request and was read with it.
    let leftover: [UInt8]
    /// Sets what is called, on any thread, when the server begins a graceful shutdown, or at once when it has begun.
    ///
    /// The connection is cut off after ``HTTPServerOptions/drainTimeout``.
    let onDrain: @Sendable (@escaping @Sendable () -> Void) -> Void
}
