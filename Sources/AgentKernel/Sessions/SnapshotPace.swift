/// After how many events a session's state is kept anew.
package struct SnapshotPace: Hashable, Sendable {
    /// The events between two snapshots; 0 for no snapshots.
    package let events: UInt64
    /// Where the latest snapshot was taken.
    package var last: UInt64

    /// No state is ever kept.
    package static let never = SnapshotPace(events: 0, last: 0)

    func isDue(at sequence: UInt64) -> Bool {
        events > 0 && sequence >= last && sequence - last >= events
    }
}
