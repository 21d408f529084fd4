internal import AgentPrimitives

/// Tool names as Gemini takes them (a letter or `_`, then letters, digits, `_`, `.`, `:` and `-`, at most 64), and the way
/// back.
///
/// A legal name stays as it is; in others each illegal character becomes `_`. Where two names would meet, the later one
/// gets a number.
struct GeminiToolNames: Sendable {
    private var wireNames: [String: String] = [:]
    private var originals: [String: String] = [:]

    init() {}

    init(_ request: ModelRequest) {
        let offered = request.tools.map(\.name)
        let called = request.messages.flatMap(\.toolCalls).map(\.name)
        // Legal names first, so that no other name takes theirs.
        for name in offered where Self.legal(name) == name { add(name) }
        for name in offered + called { add(name) }
    }

    /// The name to send; one that the map does not hold is made legal and may not be unique.
    func wireName(of name: String) -> String { wireNames[name] ?? Self.legal(name) }

    /// The tool's own name; one that the model made up is returned as it came.
    func original(of wireName: String) -> String { originals[wireName] ?? wireName }

    private mutating func add(_ name: String) {
        guard wireNames[name] == nil else { return }
        let base = Self.legal(name)
        var candidate = base
        var number = 2
        while originals[candidate] != nil {
            let suffix = "_\(number)"
            candidate = base.prefix(Self.longestName - suffix.count) + suffix
            number += 1
        }
        wireNames[name] = candidate
        originals[candidate] = name
    }

    private static let longestName = 64

    private static func legal(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(longestName).map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", ".", ":", "-": Character(scalar)
            default: "_"
            }
        }
        guard let first = scalars.first else { return "_" }
        let legal = String(scalars)
        return first.isLetter || first == "_" ? legal : String("_\(legal)".prefix(longestName))
    }
}
