/// A right that a tool needs and an agent is granted, such as `fs.read`.
///
/// 1 to 64 characters out of `a-z 0-9 - _ .`, as in the MXP agents SDK.
public struct Capability: RawRepresentable, ExpressibleByStringLiteral, Hashable, Comparable, Sendable,
    CustomStringConvertible
{
    /// The capability's name.
    public let rawValue: String

    /// Checks a name read from outside; fails when it breaks the rule above.
    public init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.rawValue = rawValue
    }

    /// Names a capability in source code, as a literal.
    ///
    /// - Precondition: the name keeps the rule above.
    public init(stringLiteral name: StaticString) {
        let text = String(describing: name)
        precondition(
            (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isAllowed),
            "A capability is 1 to 64 characters out of a-z 0-9 - _ . ; found '\(text)'"
        )
        rawValue = text
    }

    /// The name.
    public var description: String { rawValue }

    /// Orders capabilities by name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    private static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
