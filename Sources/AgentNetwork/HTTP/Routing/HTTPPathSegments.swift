internal import CAgentSystem

/// The segments of a path, as far as any route could tell them apart.
///
/// A view for the time of one lookup: path and bounds belong to the caller.
struct HTTPPathSegments {
    struct Bounds {
        var start: Int
        var end: Int
    }

    let path: UnsafeBufferPointer<UInt8>
    private let bounds: UnsafeMutableBufferPointer<Bounds>
    /// How many segments the bounds tell of; at most as many as there is room for.
    private(set) var count = 0
    /// Every segment has its bounds.
    private(set) var isComplete = true

    /// - Parameters:
    ///   - path: In its normal form, or without any `%`.
    ///   - bounds: Memory for the bounds; later segments are checked and not noted.
    init(
        _ path: UnsafeBufferPointer<UInt8>,
        bounds: UnsafeMutableBufferPointer<Bounds>
    ) throws(HTTPPathFault) {
        self.path = path
        self.bounds = bounds
        guard path.first == HTTPPathText.slash else { throw .notRooted }
        // The browsers take a backslash for a slash; what one of them resolves and this does not is a hole in a check.
        guard !Self.holdsBackslash(path) else { throw .backslash }
        var start = 1
        for index in 1..<(path.count + 1) where index == path.count || path[index] == HTTPPathText.slash {
            guard !HTTPPathText.isDotSegment(path[start..<index]) else { throw .dotSegment }
            note(Bounds(start: start, end: index))
            start = index + 1
        }
    }

    subscript(index: Int) -> UnsafeBufferPointer<UInt8>.SubSequence {
        path[bounds[index].start..<bounds[index].end]
    }

    /// From a segment to the end of the path.
    func rest(from index: Int) -> UnsafeBufferPointer<UInt8>.SubSequence {
        path[min(bounds[index].start, path.count)...]
    }

    /// The path with the slash at its end taken away, or with one added; nil where that makes no other path.
    func togglingTrailingSlash() -> HTTPPathSegments? {
        guard isComplete else { return nil }
        var other = self
        if bounds[count - 1].start < bounds[count - 1].end {
            guard count < bounds.count else { return nil }
            other.note(Bounds(start: path.count, end: path.count))
        } else {
            // One slash, not the last of several.
            guard count > 1, bounds[count - 2].start < bounds[count - 2].end else { return nil }
            other.count -= 1
        }
        return other
    }

    private mutating func note(_ segment: Bounds) {
        guard count < bounds.count else {
            isComplete = false
            return
        }
        bounds[count] = segment
        count += 1
    }

    private static func holdsBackslash(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = path.baseAddress else { return false }
        return agent_index_of_byte(start, path.count, HTTPPathText.backslash) >= 0
    }
}
