/// Memory that a search in a graph needs and the next one uses again.
final class SearchScratch {
    /// For each row the number of the search that saw it last.
    private let seen = RowBuffer<UInt16>(width: 1, blank: 0)
    private var search: UInt16 = 0
    /// Rows that may lead further; negated, so that the closest is on top.
    var open = KeyHeap()
    /// The best rows so far, the worst of them on top.
    var best = KeyHeap()
    /// The rows that one step compares, and their sums.
    let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
    let sums = UnsafeMutablePointer<Int32>.allocate(capacity: 256)

    deinit {
        rows.deallocate()
        sums.deallocate()
    }

    /// Forgets what was seen, for a search among `rows` rows.
    func begin(rows: Int) -> (marks: UnsafeMutablePointer<UInt16>, mark: UInt16) {
        seen.grow(to: rows)
        if search == .max {
            seen.start.update(repeating: 0, count: seen.rows)
            search = 0
        }
        search += 1
        open.removeAll()
        best.removeAll()
        return (seen.start, search)
    }
}
