/// Named values in the order in which they came, the latest last.
///
/// A name that comes again replaces its value and counts as new. Every operation takes constant time on average: a removed
/// value leaves a hole behind, and holes are closed once they are the larger part.
struct RecencyWindow<Value: Sendable>: Sendable {
    private struct Entry {
        let name: String
        let value: Value
    }

    private var entries: [Entry?] = []
    private var positions: [String: Int] = [:]
    /// Everything before it is a hole.
    private var start = 0

    var count: Int { positions.count }

    /// The values, the latest first.
    var latestFirst: some Sequence<Value> {
        entries[start...].reversed().lazy.compactMap { $0?.value }
    }

    subscript(name: String) -> Value? {
        positions[name].flatMap { entries[$0]?.value }
    }

    /// Adds a value as the latest, and returns the one that had the name.
    @discardableResult
    mutating func insert(_ value: Value, named name: String) -> Value? {
        let replaced = remove(name)
        positions[name] = entries.count
        entries.append(Entry(name: name, value: value))
        return replaced
    }

    @discardableResult
    mutating func remove(_ name: String) -> Value? {
        guard let position = positions.removeValue(forKey: name) else { return nil }
        defer { closeHoles() }
        return entries[position].take()?.value
    }

    /// Removes the value that came first.
    mutating func removeOldest() -> (name: String, value: Value)? {
        while start < entries.count {
            guard let oldest = entries[start] else {
                start += 1
                continue
            }
            remove(oldest.name)
            return (oldest.name, oldest.value)
        }
        return nil
    }

    private mutating func closeHoles() {
        guard entries.count > 32, entries.count > 2 * positions.count else { return }
        entries = entries[start...].filter { $0 != nil }
        start = 0
        for (position, entry) in entries.enumerated() {
            if let entry { positions[entry.name] = position }
        }
    }
}
