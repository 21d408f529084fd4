/// The sockets of an event loop by token.
///
/// A token is a place in a list and a count of how often the place was used, so that an event collected for a socket that
/// is gone does not reach its successor. References are weak: an abandoned socket closes itself.
struct SourceTable {
    private struct Slot {
        weak var source: (any ReadinessSource)?
        var generation: UInt32
        var isUsed: Bool
    }

    private var slots: [Slot] = []
    private var freeSlots: [Int] = []

    /// Adds a source; its token is never 0.
    mutating func insert(_ source: any ReadinessSource) -> UInt64 {
        if let index = freeSlots.popLast() {
            slots[index].source = source
            slots[index].isUsed = true
            return Self.token(index, slots[index].generation)
        }
        slots.append(Slot(source: source, generation: 1, isUsed: true))
        return Self.token(slots.count - 1, 1)
    }

    /// Removes a source; false when it is not there.
    mutating func remove(_ token: UInt64) -> Bool {
        guard let index = index(of: token) else { return false }
        slots[index].source = nil
        slots[index].isUsed = false
        slots[index].generation &+= 1
        freeSlots.append(index)
        return true
    }

    /// The source with that token, unless it was removed or has gone.
    subscript(token: UInt64) -> (any ReadinessSource)? {
        index(of: token).flatMap { slots[$0].source }
    }

    /// Every source that is still there.
    var all: [any ReadinessSource] { slots.compactMap(\.source) }

    private func index(of token: UInt64) -> Int? {
        let index = Int(token & 0xFFFF_FFFF) - 1
        guard slots.indices.contains(index), slots[index].isUsed,
            slots[index].generation == UInt32(truncatingIfNeeded: token >> 32)
        else { return nil }
        return index
    }

    private static func token(_ index: Int, _ generation: UInt32) -> UInt64 {
        UInt64(generation) << 32 | UInt64(index + 1)
    }
}
