/// A name for one state of a resource (RFC 9110 section 8.8.3).
struct HTTPEntityTag: Equatable {
    /// What stands between the quotes.
    let tag: String
    /// Says only that two states mean the same, not that their bytes are equal.
    let isWeak: Bool

    init(_ tag: String, isWeak: Bool = false) {
        self.tag = tag
        self.isWeak = isWeak
    }

    /// Reads a list of tags; nil for `*` and for what is no list.
    ///
    /// Not cut at commas: they may stand within the quotes.
    static func list(_ text: String) -> [HTTPEntityTag]? {
        var tags: [HTTPEntityTag] = []
        var rest = Substring(text).utf8
        while true {
            rest = rest.drop { ASCII.isBlank($0) || $0 == UInt8(ascii: ",") }
            guard !rest.isEmpty else { return tags.isEmpty ? nil : tags }
            let isWeak = rest.starts(with: "W/".utf8)
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.popFirst() == quote else { return nil }
            let tag = rest.prefix { $0 != quote }
            rest = rest.dropFirst(tag.count)
            guard rest.popFirst() == quote else { return nil }
            tags.append(HTTPEntityTag(String(Substring(tag)), isWeak: isWeak))
            rest = rest.drop(while: ASCII.isBlank)
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
        }
    }

    /// As it stands in a field.
    var text: String { isWeak ? "W/\"\(tag)\"" : "\"\(tag)\"" }

    /// Both name the same bytes.
    func matchesStrongly(_ other: HTTPEntityTag) -> Bool {
        !isWeak && !other.isWeak && tag == other.tag
    }

    /// Both name states that mean the same.
    func matchesWeakly(_ other: HTTPEntityTag) -> Bool {
        tag == other.tag
    }

    private static let quote = UInt8(ascii: "\"")
}
