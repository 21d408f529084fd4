/// A name, or a pattern of names: `*` stands for any run of characters, `?` for any one.
///
/// Names are compared by Unicode scalar, upper and lower case apart. There is no escape: a name that holds `*` or `?` is
/// matched by a pattern that holds the same.
public struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The pattern as written.
    public let text: String

    /// Matches every name.
    public static let any: NamePattern = "*"

    /// Takes a pattern; every text is one.
    public init(_ text: String) {
        self.text = text
    }

    /// Writes a pattern as a literal.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// The pattern as written.
    public var description: String { text }

    /// Whether the whole name fits the pattern.
    ///
    /// Takes at most the product of both lengths in steps, whatever the pattern: only the last `*` is ever tried again.
    public func matches(_ name: String) -> Bool {
        let pattern = text.unicodeScalars
        let name = name.unicodeScalars
        var inPattern = pattern.startIndex
        var inName = name.startIndex
        var retry: (pattern: String.Index, name: String.Index)?
        while inName < name.endIndex {
            let expected = inPattern < pattern.endIndex ? pattern[inPattern] : nil
            if expected == "*" {
                inPattern = pattern.index(after: inPattern)
                retry = (inPattern, inName)
            } else if expected == "?" || expected == name[inName] {
                inPattern = pattern.index(after: inPattern)
                inName = name.index(after: inName)
            } else if let last = retry {
                inPattern = last.pattern
                inName = name.index(after: last.name)
                retry = (inPattern, inName)
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "*" }
    }
}
