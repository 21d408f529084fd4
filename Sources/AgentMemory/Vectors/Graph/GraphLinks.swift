/// Who is linked with whom, on every level of a graph.
final class GraphLinks {
    /// Stands for a row that is not in the graph.
    private static let outside: Int8 = -1
    /// No vector is on a higher level, whatever its digest.
    static let highestLevel = 8

    /// Links of a row on the lowest level; half as many on each other one.
    let width: Int
    /// For each row the number of links on the lowest level, then the links.
    private let lowest: RowBuffer<UInt32>
    /// For each row the links on level 1, level 2 and so on.
    private var upper: [[[UInt32]]] = []
    private var levels: [Int8] = []

    init(links: Int) {
        width = 2 * links
        lowest = RowBuffer(width: width + 1, blank: 0)
    }

    /// The number of rows that were ever in the graph.
    var rows: Int { levels.count }

    /// The highest level of a row; `nil` for one that is not in the graph.
    func level(of row: Int) -> Int? {
        row < levels.count && levels[row] != Self.outside ? Int(levels[row]) : nil
    }

    /// The most links of a row on a level.
    func most(on level: Int) -> Int { level == 0 ? width : width / 2 }

    /// Puts a row without links into the graph.
    func insert(_ row: Int, level: Int) {
        lowest.grow(to: row + 1)
        while levels.count <= row {
            levels.append(Self.outside)
            upper.append([])
        }
        levels[row] = Int8(level)
        lowest.row(row)[0] = 0
        upper[row] = Array(repeating: [], count: level)
    }

    func remove(_ row: Int) {
        levels[row] = Self.outside
        lowest.row(row)[0] = 0
        upper[row] = []
    }

    /// Lends the links of a row that is on the level; they must not change meanwhile.
    func withLinks<Value>(of row: Int, on level: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Value) -> Value {
        guard level > 0 else {
            let row = lowest.row(row)
            return body(UnsafeBufferPointer(start: row + 1, count: Int(row[0])))
        }
        return upper[row][level - 1].withUnsafeBufferPointer(body)
    }

    func links(of row: Int, on level: Int) -> [UInt32] {
        withLinks(of: row, on: level) { Array($0) }
    }

    /// Replaces the links of a row, at most as many as the level has.
    func set(_ links: [UInt32], of row: Int, on level: Int) {
        guard level == 0 else { return upper[row][level - 1] = links }
        let start = lowest.row(row)
        start[0] = UInt32(links.count)
        for (index, link) in links.enumerated() { start[1 + index] = link }
    }
}
