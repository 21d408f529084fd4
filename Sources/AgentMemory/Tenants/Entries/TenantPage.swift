/// A part of a list, and where the next part begins.
public struct TenantPage<Element: Sendable, Cursor: Sendable>: Sendable {
    /// The elements, in order.
    public let elements: [Element]
    /// What to hand in for the next part; `nil` at the end.
    public let next: Cursor?
}
