/// A heap of integers with the least on top.
struct KeyHeap {
    private(set) var keys: [UInt64] = []

    init(reserving count: Int = 0) {
        keys.reserveCapacity(count)
    }

    var count: Int { keys.count }
    var least: UInt64? { keys.first }

    mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

    mutating func push(_ key: UInt64) {
        keys.append(key)
        keys.withUnsafeMutableBufferPointer { keys in
            var child = keys.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                guard key < keys[parent] else { break }
                keys[child] = keys[parent]
                child = parent
            }
            keys[child] = key
        }
    }

    mutating func popLeast() -> UInt64? {
        guard let last = keys.popLast() else { return nil }
        guard let least = keys.first else { return last }
        replaceLeast(last)
        return least
    }

    /// Takes the least out and puts a key in; the heap must not be empty.
    mutating func replaceLeast(_ key: UInt64) {
        keys.withUnsafeMutableBufferPointer { keys in
            let count = keys.count
            var parent = 0
            while true {
                var child = 2 * parent + 1
                if child >= count { break }
                if child + 1 < count, keys[child + 1] < keys[child] { child += 1 }
                guard keys[child] < key else { break }
                keys[parent] = keys[child]
                parent = child
            }
            keys[parent] = key
        }
    }
}
