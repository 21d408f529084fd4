/// The names of vectors with their labels, and the rows that they stand for.
///
/// Names with the same vector share a row, in a chain: an agent's memory is full of repetitions, and a graph among equals
/// has no way out of them.
struct EntryTable {
    /// Stands for no entry.
    static let none: Int32 = -1

    private var places: [String: Int32] = [:]
    private var names: [String] = []
    private var tags: [Set<String>] = []
    private var rows: [Int32] = []
    /// The neighbours in the chain of a row.
    private var following: [Int32] = []
    private var preceding: [Int32] = []
    /// The first entry of each row.
    private var first: [Int32] = []
    /// Places of removed entries, the last to be used first.
    private var free: [Int32] = []
    private var entriesByTag: [String: Set<Int32>] = [:]
    /// The number of rows that have a name.
    private(set) var namedRows = 0

    /// The number of names.
    var count: Int { places.count }

    func contains(_ name: String) -> Bool { places[name] != nil }

    /// The row of a name.
    func row(of name: String) -> Int? { places[name].map { Int(rows[Int($0)]) } }

    /// A name as it was written when it was inserted: one text can be spelled in several ways.
    func spelling(of name: String) -> String? { places[name].map { names[Int($0)] } }

    func tags(of name: String) -> Set<String> { places[name].map { tags[Int($0)] } ?? [] }

    /// The names of a row, in no order.
    func names(of row: Int) -> [String] {
        var found: [String] = []
        forEachEntry(of: row) { found.append(names[Int($0)]) }
        return found
    }

    /// Whether any name stands for a row.
    func isNamed(_ row: Int) -> Bool { row < first.count && first[row] != Self.none }
}

// MARK: - Changes

extension EntryTable {
    /// Names a row; the name must be free.
    mutating func insert(_ name: String, tags wanted: Set<String>, row: Int) {
        let place: Int32
        if let freed = free.popLast() {
            place = freed
            names[Int(place)] = name
            tags[Int(place)] = wanted
            rows[Int(place)] = Int32(row)
        } else {
            place = Int32(names.count)
            names.append(name)
            tags.append(wanted)
            rows.append(Int32(row))
            following.append(Self.none)
            preceding.append(Self.none)
        }
        places[name] = place
        while first.count <= row { first.append(Self.none) }
        let head = first[row]
        following[Int(place)] = head
        preceding[Int(place)] = Self.none
        if head == Self.none { namedRows += 1 } else { preceding[Int(head)] = place }
        first[row] = place
        for tag in wanted { entriesByTag[tag, default: []].insert(place) }
    }

    /// Removes a name, and tells the row that it stood for.
    mutating func remove(_ name: String) -> Int? {
        guard let place = places.removeValue(forKey: name) else { return nil }
        let index = Int(place)
        let row = Int(rows[index])
        let (before, after) = (preceding[index], following[index])
        if before == Self.none { first[row] = after } else { following[Int(before)] = after }
        if after != Self.none { preceding[Int(after)] = before }
        if first[row] == Self.none { namedRows -= 1 }
        for tag in tags[index] { unlabel(place, tag) }
        names[index] = ""
        tags[index] = []
        free.append(place)
        return row
    }

    /// Gives a name other labels.
    mutating func label(_ name: String, _ wanted: Set<String>) {
        guard let place = places[name] else { return }
        for tag in tags[Int(place)].subtracting(wanted) { unlabel(place, tag) }
        for tag in wanted.subtracting(tags[Int(place)]) { entriesByTag[tag, default: []].insert(place) }
        tags[Int(place)] = wanted
    }

    /// Follows the last row, which was moved to another place.
    mutating func moveRow(from last: Int, to row: Int) {
        var place = last < first.count ? first[last] : Self.none
        first[row] = place
        first[last] = Self.none
        while place != Self.none {
            rows[Int(place)] = Int32(row)
            place = following[Int(place)]
        }
    }

    private mutating func unlabel(_ place: Int32, _ tag: String) {
        entriesByTag[tag]?.remove(place)
        if entriesByTag[tag]?.isEmpty == true { entriesByTag[tag] = nil }
    }
}

// MARK: - Filters

extension EntryTable {
    /// The entries that carry labels, as one set for each, the smallest first.
    struct Filter {
        fileprivate let sets: [Set<Int32>]

        /// Whether every entry passes.
        var isOpen: Bool { sets.isEmpty }
        /// More entries than these do not pass; only for a filter that is not open.
        var mostEntries: Int { sets.first?.count ?? .max }

        fileprivate func passes(_ entry: Int32) -> Bool { sets.allSatisfy { $0.contains(entry) } }
    }

    func filter(_ wanted: Set<String>) -> Filter {
        Filter(sets: wanted.map { entriesByTag[$0] ?? [] }.sorted { $0.count < $1.count })
    }

    /// Whether a name of a row passes.
    func passes(_ row: Int, _ filter: Filter) -> Bool {
        guard row < first.count else { return false }
        var place = first[row]
        while place != Self.none {
            if filter.passes(place) { return true }
            place = following[Int(place)]
        }
        return false
    }

    /// The names of a row that pass.
    func names(of row: Int, _ filter: Filter) -> [String] {
        var found: [String] = []
        forEachEntry(of: row) { if filter.passes($0) { found.append(names[Int($0)]) } }
        return found
    }

    /// The rows that have a name which passes, in the order of memory, which reads several times faster than at random.
    func rows(_ filter: Filter) -> [UInt32] {
        guard let rarest = filter.sets.first else { return [] }
        let others = Filter(sets: Array(filter.sets.dropFirst()))
        var isWanted = [Bool](repeating: false, count: first.count)
        for entry in rarest where others.passes(entry) { isWanted[Int(rows[Int(entry)])] = true }
        return isWanted.indices.lazy.filter { isWanted[$0] }.map { UInt32($0) }
    }

    private func forEachEntry(of row: Int, _ body: (Int32) -> Void) {
        var place = row < first.count ? first[row] : Self.none
        while place != Self.none {
            body(place)
            place = following[Int(place)]
        }
    }
}
