/// An identifier that is an opaque, non-empty text.
///
/// Two identifiers of different types never mix. Texts that Unicode holds for the same are the same identifier, as with
/// Swift's own strings; the ones made here are plain ASCII.
public protocol TextIdentifier: RawRepresentable<String>, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Wraps a text as it stands; callers that read foreign input check it first.
    init(_ rawValue: String)
}

extension TextIdentifier {
    /// Wraps a text; fails when it is empty.
    public init?(rawValue: String) {
        guard !rawValue.isEmpty else { return nil }
        self.init(rawValue)
    }

    /// The text itself.
    public var description: String { rawValue }

    /// Orders identifiers by their text.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
