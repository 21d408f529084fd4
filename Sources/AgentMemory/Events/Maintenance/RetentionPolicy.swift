public import AgentPrimitives

/// Which sessions a log may forget: whole ones, those first that were written to longest ago.
public struct RetentionPolicy: Hashable, Sendable {
    /// Sessions whose last event happened longer ago are removed.
    public var maximumAge: Duration?
    /// Sessions are removed until the file uses at most so many bytes, not counting the space it keeps for later.
    public var maximumBytes: Int?
    /// At most so many sessions stay.
    public var maximumSessions: Int?
    /// A session whose last event is of another kind is unfinished and stays, unless ``includesUnfinished``.
    public var finishedKinds: Set<EventKind> = [EventKind(rawValue: "run.finished")]
    /// Whether unfinished sessions are removed like others.
    public var includesUnfinished = false
    /// Sessions that stay in any case, such as those that are open.
    public var keeping: Set<SessionID> = []
    /// What becomes of the freed space.
    public var space = Space.kept
    /// Whether what is deleted is overwritten with zeros, so that the file holds no trace of it.
    public var overwrites = false

    /// Takes the defaults, under which nothing is removed.
    public init() {}

    /// What becomes of the freed space.
    public enum Space: Hashable, Sendable {
        /// The file keeps its size and fills the space with what is written next.
        case kept
        /// The file is rebuilt without it: other calls wait, and the disk must have room for a second file.
        case returned
    }
}
