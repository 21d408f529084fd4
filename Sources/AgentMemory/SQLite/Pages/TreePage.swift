/// The cells of one page of a table or an index (SQLite file format, section 1.6).
struct TreePage {
    /// What a page's first byte tells.
    enum Kind {
        case tableLeaf, indexLeaf, indexInterior
    }

    let kind: Kind
    /// Where each cell begins; one that lies outside of the page is left out.
    let cells: [Int]
    /// Cells that the page no longer counts, or whose page is none by its first byte: what was deleted, or what a flipped
    /// bit has hidden.
    let remains: [Int]

    /// Reads a page's head; fails for a page without rows.
    init?(_ bytes: [UInt8], isFirst: Bool) {
        let start = isFirst ? 100 : 0
        guard bytes.count > start + 8, let count = bytes.bigEndian16(at: start + 3) else { return nil }
        var isCertain = true
        switch bytes[start] {
        case 5: return nil
        case 2: kind = .indexInterior
        case 10: kind = .indexLeaf
        case 13: kind = .tableLeaf
        default:
            // Taken for a leaf of a table, since those hold what matters.
            kind = .tableLeaf
            isCertain = false
        }
        let pointers = start + (kind == .indexInterior ? 12 : 8)
        var counted: [Int] = []
        var others: [Int] = []
        var index = 0
        // The pointers end where the cells begin, which is the least of them.
        var end = bytes.count
        while pointers + 2 * index + 2 <= end, let cell = bytes.bigEndian16(at: pointers + 2 * index) {
            let isInside = cell > pointers + 2 * index && cell < bytes.count - 3
            guard isInside || index < count else { break }
            if isInside {
                if index < count && isCertain { counted.append(cell) } else { others.append(cell) }
                if isCertain && index < count { end = min(end, cell) }
            }
            index += 1
        }
        cells = counted
        remains = others
    }
}
