/// How far a change of keys has come.
///
/// The place is not kept in the file: every row says by itself which key it needs, so that after a crash a new rotation
/// finds what is left.
struct KeyRotation: Sendable {
    /// What holds something encrypted, in the order in which it is gone through.
    enum Table: Int, CaseIterable, Sendable {
        case events, blobs, snapshots
    }

    var table = Table.events
    /// The last row that was looked at.
    var row: Int64 = 0
    var report = RotationReport()

    /// Goes to the next table; `false` when there is none.
    mutating func advance() -> Bool {
        guard let next = Table(rawValue: table.rawValue + 1) else { return false }
        table = next
        row = 0
        return true
    }
}
