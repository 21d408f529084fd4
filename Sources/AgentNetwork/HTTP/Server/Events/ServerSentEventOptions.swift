/// Habits of a response with server-sent events.
public struct ServerSentEventOptions: Sendable {
    /// How long nothing may be sent before a comment keeps the connection from looking idle; nil sends none.
    public var keepAlive: Duration? = .seconds(15)
    /// When the head of the response leaves at the latest, with a comment, where there is no event before.
    ///
    /// Clients take the head for a sign that the server works on their request. Without `keepAlive` it waits for an event.
    public var openWithin: Duration = .milliseconds(200)

    /// Creates the default options.
    public init() {}
}
