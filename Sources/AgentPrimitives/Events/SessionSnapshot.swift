/// A session's folded state behind one of its events, kept so that opening the session folds only what came after.
///
/// A snapshot proves nothing by itself: whoever uses one checks that its head is an event of the log. It can be thrown away
/// at any time, since the events lead to it.
public struct SessionSnapshot: Hashable, Sendable {
    /// The session.
    public let session: SessionID
    /// The last event that the state includes.
    public let head: EventHead
    /// Names the state and its encoding, such as `session/1`; a reader passes over formats that it does not know.
    public let format: String
    /// The encoded state.
    public let state: [UInt8]

    /// States a snapshot.
    public init(session: SessionID, head: EventHead, format: String, state: [UInt8]) {
        self.session = session
        self.head = head
        self.format = format
        self.state = state
    }
}
