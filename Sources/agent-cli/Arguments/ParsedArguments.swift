/// The texts that were given, by the argument that they belong to.
struct ParsedArguments: Hashable, Sendable {
    /// By label, which no two arguments of a command share; a flag that was given has one empty text.
    private var texts: [String: [String]] = [:]

    subscript(shape: ArgumentShape) -> [String] {
        texts[shape.label] ?? []
    }

    func contains(_ shape: ArgumentShape) -> Bool {
        texts[shape.label] != nil
    }

    mutating func set(_ flag: ArgumentShape) {
        texts[flag.label] = [""]
    }

    mutating func append(_ text: String, for shape: ArgumentShape) {
        texts[shape.label, default: []].append(text)
    }
}
