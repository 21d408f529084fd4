/// One event of a `text/event-stream` (WHATWG HTML section 9.2).
public struct ServerSentEvent: Sendable, Equatable {
    /// The event's type; `message` where the stream names none.
    public var event: String
    /// The data lines, joined by line feeds.
    public var data: String
    /// The last event id that the stream has set so far.
    public var id: String?
    /// The reconnection time set in this event.
    public var retry: Duration?

    /// Creates an event.
    public init(event: String = "message", data: String, id: String? = nil, retry: Duration? = nil) {
        self.event = event
        self.data = data
        self.id = id
        self.retry = retry
    }
}
