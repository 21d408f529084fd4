/// Finds the rows that may be among the closest, out of bounds of their closeness.
///
/// With exact figures the two bounds are the same; with figures that are merely likely they are too, and `keeping` is larger
/// than the number asked for. Rows as close as the last one kept are all kept: their names decide later.
struct CandidateSieve {
    private let keeping: Int
    /// The highest lower bounds so far; the smallest of them is what an upper bound must reach.
    private var best: KeyHeap
    private var candidates: [(row: UInt32, upper: Float)] = []
    /// What an upper bound must reach; nothing, as long as fewer rows were seen than are kept.
    private(set) var threshold = -Float.infinity

    init(keeping: Int) {
        self.keeping = keeping
        best = KeyHeap(reserving: min(keeping, 4096))
    }

    mutating func consider(_ row: UInt32, lower: Float, upper: Float) {
        guard upper >= threshold else { return }
        candidates.append((row, upper))
        guard best.count == keeping else {
            best.push(ClosenessKey.bits(lower))
            if best.count == keeping { threshold = best.least.map(ClosenessKey.closeness(ofBits:)) ?? threshold }
            return
        }
        guard lower > threshold else { return }
        best.replaceLeast(ClosenessKey.bits(lower))
        threshold = best.least.map(ClosenessKey.closeness(ofBits:)) ?? threshold
        // What came before the threshold rose is dropped now and then, so that it never outgrows the rows themselves.
        if candidates.count > 8 * keeping + 4096 { candidates.removeAll { $0.upper < threshold } }
    }

    /// The rows that are left.
    var rows: [UInt32] { candidates.filter { $0.upper >= threshold }.map(\.row) }
}
