extension WireError {
    /// The largest integer that every JSON reader keeps exact: 2^53 - 1 (RFC 7493).
    static let largestExactInteger = 9_007_199_254_740_991

    /// Refuses a value that its field may not have.
    static func check<Value: Comparable>(
        _ value: Value, in range: ClosedRange<Value>, _ path: String
    ) throws(WireError) {
        guard range.contains(value) else {
            throw .field(
                .invalidFrame, path: path, expected: "\(range.lowerBound) to \(range.upperBound)", found: "\(value)")
        }
    }
}
