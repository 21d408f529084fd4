/// Rows that wait to be linked, first come first served, each once.
struct Backlog {
    /// In the order of coming, with gaps where one left before its turn.
    private var line: [UInt32?] = []
    /// The place in the line of each row that waits.
    private var places: [UInt32: Int] = [:]
    /// Places before it are done with.
    private var start = 0

    /// The number of rows that wait.
    var count: Int { places.count }

    /// The rows that wait, in the order of memory.
    var rows: [UInt32] { places.keys.sorted() }

    mutating func append(_ row: Int) {
        guard places[UInt32(row)] == nil else { return }
        places[UInt32(row)] = line.count
        line.append(UInt32(row))
    }

    /// Takes a row out of the line; `false` when it is not in it.
    mutating func remove(_ row: Int) -> Bool {
        guard let place = places.removeValue(forKey: UInt32(row)) else { return false }
        line[place] = nil
        return true
    }

    mutating func popFirst() -> Int? {
        while start < line.count {
            let row = line[start]
            start += 1
            if let row {
                places[row] = nil
                return Int(row)
            }
        }
        line.removeAll()
        start = 0
        return nil
    }
}
