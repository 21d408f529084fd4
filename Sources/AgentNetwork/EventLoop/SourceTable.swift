/// The sockets of an event loop by token.
///
/// A token is a place in a list and a count of how often the place was used, so that an event collected for a socket that
/// is gone does not reach its successor. References are weak: an abandoned socket closes itself.
struct SourceTable {
    // A class, because reading a weak field of a structure in a list copies the reference first.
    private final class Reference {
        weak var source: (any ReadinessSource)?
    }

    private var references: [Reference] = []
    /// Odd while the place is used.
    private var generations: [UInt32] = []
    private var freePlaces: [Int] = []

    /// Adds a source; its token is never 0.
    mutating func insert(_ source: any ReadinessSource) -> UInt64 {
        let place = freePlaces.popLast() ?? references.count
        if place == references.count {
            references.append(Reference())
            generations.append(0)
        }
        references[place].source = source
        generations[place] &+= 1
        return UInt64(generations[place]) << 32 | UInt64(place + 1)
    }

    /// Removes a source; false when it is not there.
    mutating func remove(_ token: UInt64) -> Bool {
        guard let place = place(of: token) else { return false }
        references[place].source = nil
        generations[place] &+= 1
        freePlaces.append(place)
        return true
    }

    /// The source with that token, unless it was removed or has gone.
    subscript(token: UInt64) -> (any ReadinessSource)? {
        place(of: token).flatMap { references[$0].source }
    }

    /// Every source that is still there.
    var all: [any ReadinessSource] { references.compactMap(\.source) }

    private func place(of token: UInt64) -> Int? {
        let place = Int(token & 0xFFFF_FFFF) - 1
        let generation = UInt32(truncatingIfNeeded: token >> 32)
        guard generation & 1 == 1, generations.indices.contains(place), generations[place] == generation else {
            return nil
        }
        return place
    }
}
