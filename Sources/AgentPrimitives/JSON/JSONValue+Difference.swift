extension JSONValue {
    /// Two values that differ at the same place; `nil` stands for a member or element that is not there.
    public struct Difference: Hashable, Sendable {
        /// The place.
        public let path: JSONPointer
        /// What the first document has.
        public let left: JSONValue?
        /// What the second document has.
        public let right: JSONValue?
    }

    /// The first place at which two documents differ, members in the order of their names; `nil` for equal ones.
    public func firstDifference(to other: JSONValue) -> Difference? {
        Self.difference(self, other, .root)
    }

    private static func difference(_ left: JSONValue?, _ right: JSONValue?, _ path: JSONPointer) -> Difference? {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            for key in Set(left.keys).union(right.keys).sorted() {
                if let found = difference(left[key], right[key], path.appending(key: key)) { return found }
            }
            return nil
        case (.array(let left), .array(let right)):
            for index in 0..<max(left.count, right.count) {
                let pair = (
                    index < left.count ? left[index] : nil, index < right.count ? right[index] : nil
                )
                if let found = difference(pair.0, pair.1, path.appending(index: index)) { return found }
            }
            return nil
        default:
            return left == right ? nil : Difference(path: path, left: left, right: right)
        }
    }
}
