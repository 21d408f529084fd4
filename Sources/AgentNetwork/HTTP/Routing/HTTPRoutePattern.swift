/// The pattern of a route, such as `/v1beta/models/{model}:generateContent`, in parts.
struct HTTPRoutePattern: Equatable {
    enum Segment: Hashable {
        /// In normal form; empty at the end of a pattern that ends with a slash.
        case literal([UInt8])
        /// A parameter of at least one character, and what follows it in its segment.
        case parameter(suffix: [UInt8])
        /// The last parameter takes everything that is left, slashes included; perhaps nothing.
        case rest
    }

    let text: String
    let segments: [Segment]
    /// The names of the parameters, in order.
    let names: [String]

    init(parsing text: String) throws(NetworkError) {
        self.text = text
        guard text.utf8.first == HTTPPathText.slash else {
            throw Self.invalid(text, "expected a pattern that begins with '/'")
        }
        let parts = text.utf8.dropFirst().split(separator: HTTPPathText.slash, omittingEmptySubsequences: false)
        var segments: [Segment] = []
        var names: [String] = []
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            guard !part.isEmpty || isLast else { throw Self.invalid(text, "expected no empty segment but at the end") }
            guard part.first == Self.open else {
                segments.append(.literal(try Self.literal(part, of: text)))
                continue
            }
            guard let end = part.firstIndex(of: Self.close) else { throw Self.invalid(text, "expected '}' after '{'") }
            let inner = Substring(part[part.index(after: part.startIndex)..<end])
            let suffix = part[part.index(after: end)...]
            let isRest = inner.hasSuffix("...")
            guard !isRest || isLast && suffix.isEmpty else {
                throw Self.invalid(text, "expected nothing after a parameter that takes the rest of the path")
            }
            names.append(try Self.name(isRest ? inner.dropLast(3) : inner, after: names, of: text))
            segments.append(isRest ? .rest : .parameter(suffix: try Self.literal(suffix, of: text)))
        }
        self.segments = segments
        self.names = names
    }

    private static let open = UInt8(ascii: "{")
    private static let close = UInt8(ascii: "}")
    /// What stands for itself in a path (RFC 3986 section 3.3), and `%`.
    private static let literalBytes = ASCIISet.alphanumerics.union(ASCIISet("-._~!$&'()*+,;=:@%"))

    private static func name(
        _ name: Substring, after earlier: [String], of text: String
    ) throws(NetworkError) -> String {
        guard !name.isEmpty, name.utf8.allSatisfy({ ASCIISet.alphanumerics.contains($0) || $0 == UInt8(ascii: "_") })
        else {
            throw invalid(text, "expected a parameter's name of letters, digits and '_' between '{' and '}'")
        }
        guard !earlier.contains(String(name)) else {
            throw invalid(text, "expected each parameter's name once, found '\(name)' again")
        }
        return String(name)
    }

    private static func literal(_ part: Substring.UTF8View, of text: String) throws(NetworkError) -> [UInt8] {
        guard !part.contains(open), !part.contains(close) else {
            throw invalid(text, "expected one parameter in a segment, at the start of it")
        }
        guard part.allSatisfy(literalBytes.contains) else {
            throw invalid(text, "expected characters that stand in a path; percent-encode the others")
        }
        do throws(HTTPPathFault) {
            return try Array(part).withUnsafeBufferPointer { bytes throws(HTTPPathFault) in
                try HTTPPathText.normalize(bytes)
            }
        } catch {
            throw invalid(text, error.message)
        }
    }

    private static func invalid(_ text: String, _ reason: String) -> NetworkError {
        NetworkError(.invalidUse, "\(reason), found the route '\(text)'")
    }
}
