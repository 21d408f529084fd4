/// Rebuilds a state out of recorded events; what replay, resume and inspection have in common.
public protocol EventFolding: Sendable {
    /// Applies the next event.
    ///
    /// - Throws: ``ReplayDivergence`` when the event is not what this state would have led to.
    mutating func fold(_ event: Event) throws(ReplayDivergence)
}
