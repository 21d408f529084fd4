/// A stack whose topmost elements can be moved out as an array, without touching a reference count.
struct MoveStack<Element>: ~Copyable {
    private var storage: UnsafeMutableBufferPointer<Element> = .init(start: nil, count: 0)
    private(set) var count = 0

    deinit {
        storage.extracting(..<count).deinitialize()
        storage.deallocate()
    }

    /// The topmost element; the stack must not be empty.
    var top: Element {
        get { storage[count - 1] }
        _modify {
            precondition(count > 0, "An empty stack has no topmost element.")
            yield &storage[count - 1]
        }
    }

    mutating func push(_ element: consuming Element) {
        if count == storage.count { grow() }
        storage.initializeElement(at: count, to: element)
        count += 1
    }

    /// Takes the elements from `start` to the top off the stack.
    mutating func moveTail(from start: Int) -> [Element] {
        let tail = storage.extracting(start..<count)
        count = start
        // Appending is quicker here than an initialiser that takes uninitialised storage.
        var array: [Element] = []
        array.reserveCapacity(tail.count)
        for index in tail.indices { array.append(tail.moveElement(from: index)) }
        return array
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(storage.count * 2, 16))
        _ = larger.moveInitialize(fromContentsOf: storage)
        storage.deallocate()
        storage = larger
    }
}
