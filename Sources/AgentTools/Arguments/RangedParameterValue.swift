/// A type whose arguments may be limited to a range.
public protocol RangedParameterValue: ParameterValue {
    /// What the range's ends are.
    associatedtype Bound: Comparable & ParameterValue

    /// Whether the value is allowed by the range; an absent one always is.
    func isWithin(_ range: ClosedRange<Bound>) -> Bool
}
