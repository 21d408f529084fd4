/// How urgent a piece of work is.
public enum WorkPriority: Int, Hashable, Sendable, CaseIterable {
    /// Cancellation, heartbeats and shutdown: never waits behind messages.
    case control
    /// Requests that somebody waits for.
    case message
    /// Work that nobody waits for.
    case background
}
