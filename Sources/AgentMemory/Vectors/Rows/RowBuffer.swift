/// Rows of numbers in one run of memory, which starts where a cache line does.
///
/// Not an array: those start in the middle of a line, which makes every row touch one more, and their bounds checks and
/// uniqueness checks are too dear for the innermost loops. Whoever holds the buffer uses it from one thread at a time and
/// stays below its ``rows``.
final class RowBuffer<Element: BitwiseCopyable> {
    /// The elements of a row.
    let width: Int
    /// The first element of the first row; changes when rows are added.
    private(set) var start: UnsafeMutablePointer<Element>
    /// The number of rows that were added.
    private(set) var rows = 0
    private var capacity: Int
    /// What new rows are filled with.
    private let blank: Element

    init(width: Int, blank: Element) {
        self.width = width
        self.blank = blank
        capacity = 16
        start = Self.allocate(width * capacity)
    }

    deinit {
        UnsafeMutableRawPointer(start).deallocate()
    }

    /// Adds rows at the end until there are `count`.
    func grow(to count: Int) {
        guard count > rows else { return }
        if count > capacity {
            capacity = max(count, capacity + capacity / 2)
            let larger = Self.allocate(width * capacity)
            larger.update(from: start, count: width * rows)
            UnsafeMutableRawPointer(start).deallocate()
            start = larger
        }
        (start + width * rows).update(repeating: blank, count: width * (count - rows))
        rows = count
    }

    /// Takes the last row away.
    func removeLast() {
        rows -= 1
    }

    /// The first element of a row.
    func row(_ index: Int) -> UnsafeMutablePointer<Element> {
        start + width * index
    }

    /// Overwrites a row with another.
    func copyRow(from source: Int, to target: Int) {
        row(target).update(from: row(source), count: width)
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
            .bindMemory(to: Element.self, capacity: count)
    }
}
