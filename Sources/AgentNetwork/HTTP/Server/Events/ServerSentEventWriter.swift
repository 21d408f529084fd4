/// Sends the events of a response; see ``HTTPServerResponse/serverSentEvents(options:headers:_:)``.
public struct ServerSentEventWriter: Sendable {
    private let channel: ServerSentEventChannel

    init(channel: ServerSentEventChannel) {
        self.channel = channel
    }

    /// Sends an event and returns when the operating system has taken it; several tasks may send at once.
    ///
    /// - Throws: `connectionClosed`, `timedOut` or `cancelled`, when the client has gone or takes nothing.
    public func send(_ event: ServerSentEvent) async throws(NetworkError) {
        try await channel.send(ServerSentEventEncoder().encode(event))
    }

    /// Sends an event of the type `message` with that data.
    ///
    /// - Throws: `connectionClosed`, `timedOut` or `cancelled`, when the client has gone or takes nothing.
    public func send(data: String) async throws(NetworkError) {
        try await send(ServerSentEvent(data: data))
    }

    /// Sends a line that clients ignore.
    ///
    /// - Throws: `connectionClosed`, `timedOut` or `cancelled`, when the client has gone or takes nothing.
    public func comment(_ text: String = "") async throws(NetworkError) {
        try await channel.send(ServerSentEventEncoder().comment(text))
    }
}
