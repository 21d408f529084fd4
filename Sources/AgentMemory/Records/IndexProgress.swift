/// How far an index that outlives the process has followed the journal.
///
/// The place is saved every so often and at the end; after a crash the records behind it are embedded once more.
struct IndexProgress: Hashable, Sendable {
    /// Records that may have to be embedded once more after a crash.
    private static let stride: UInt64 = 1000

    /// The index's name; `nil` for one that starts empty.
    let name: String?
    /// Up to this place the index has everything.
    private(set) var indexed: UInt64 = 0
    private var saved: UInt64 = 0
    /// The first place without a vector: progress stops before it, so that the next opening makes up for it.
    private var gap: UInt64?

    init(name: String?) {
        self.name = name
    }

    /// The place to save, if it has changed.
    var unsaved: (name: String, value: UInt64)? {
        guard let name, indexed > saved else { return nil }
        return (name, indexed)
    }

    /// The place to save, once enough has come together.
    var due: (name: String, value: UInt64)? {
        indexed >= saved + Self.stride ? unsaved : nil
    }

    mutating func start(at place: UInt64) {
        indexed = place
        saved = place
    }

    mutating func reached(_ place: UInt64) {
        let bound = gap.map { $0 - 1 } ?? .max
        indexed = max(indexed, min(place, bound))
    }

    mutating func missed(_ place: UInt64) {
        gap = min(gap ?? place, place)
    }

    mutating func isSaved() {
        saved = indexed
    }
}
