/// A queue whose operations at both ends take constant time on average.
struct FIFO<Element> {
    /// Elements before ``head`` were taken and are `nil`, so that they are released at once.
    private var storage: [Element?] = []
    private var head = 0

    var count: Int { storage.count - head }

    var isEmpty: Bool { head == storage.count }

    var first: Element? { isEmpty ? nil : storage[head] }

    mutating func append(_ element: Element) {
        storage.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        defer {
            storage[head] = nil
            head += 1
            dropTaken()
        }
        return storage[head]
    }

    /// Removes the first element that matches; takes time in proportion to the count.
    mutating func removeFirst(where matches: (Element) -> Bool) -> Element? {
        guard let index = storage.firstIndex(where: { $0.map(matches) ?? false }) else { return nil }
        return storage.remove(at: index)
    }

    /// Removes all elements, oldest first.
    mutating func removeAll() -> [Element] {
        defer { self = FIFO() }
        return storage.compactMap { $0 }
    }

    /// Moves the rest forward once half of the storage is behind the head; each element is thus moved once on average.
    private mutating func dropTaken() {
        guard head > 16, head * 2 >= storage.count else { return }
        storage.removeFirst(head)
        head = 0
    }
}

extension FIFO: Sendable where Element: Sendable {}
