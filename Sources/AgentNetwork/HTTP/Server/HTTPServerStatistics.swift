/// What a server has done since it was made.
public struct HTTPServerStatistics: Sendable, Equatable {
    /// Requests whose heads were complete and sound.
    public var requests = 0
    /// Responses sent to their end.
    public var responses = 0
    /// Requests refused because they break the protocol.
    public var malformedRequests = 0
    /// Requests refused because they pass a limit (413, 414, 431).
    public var oversizedRequests = 0
    /// Requests that did not come to their end in time.
    public var slowRequests = 0
    /// Handlers that threw an error which no response explains.
    public var handlerErrors = 0
    /// Clients that left before they had their response.
    public var disconnects = 0
    /// TLS handshakes that failed.
    public var handshakeFailures = 0
    /// Connections, accepted and open.
    public var listener = ListenerStatistics()

    /// Creates statistics of nothing done.
    public init() {}
}
