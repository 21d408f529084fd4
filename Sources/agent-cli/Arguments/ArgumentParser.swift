internal import AgentPrimitives

/// Sorts the words behind a command's name into options, flags and positionals.
///
/// - `--name VALUE` and `--name=VALUE` are the same; the value may be empty, a negative number, or `-`.
/// - Options may stand before, between and behind the positionals; `--` ends them.
/// - Only a dash or two with a letter behind and no space makes an option: `-5` and `- is it?` are text.
struct ArgumentParser {
    private let shapes: [ArgumentShape]

    init(_ declarations: [any ArgumentDeclaration]) {
        shapes = declarations.map(\.shape)
    }

    /// Checks names and counts; what the values must look like is the declarations' business.
    func parse(_ words: ArraySlice<String>) throws(CommandError) -> ParsedArguments {
        var parsed = ParsedArguments()
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                for text in rest { try addPositional(text, to: &parsed) }
                break
            } else if let option = OptionWord(word) {
                try add(option, rest: &rest, to: &parsed)
            } else {
                try addPositional(word, to: &parsed)
            }
        }
        return parsed
    }

    private func add(
        _ word: OptionWord, rest: inout ArraySlice<String>, to parsed: inout ParsedArguments
    ) throws(CommandError) {
        guard let shape = shapes.first(where: { $0.kind != .positional && $0.label == word.label }) else {
            throw unknown(word)
        }
        if shape.kind == .flag {
            if let value = word.value {
                throw CommandError(.usage, "\(shape.label) takes no value", found: value.quoted(), advice: shape.label)
            }
            parsed.set(shape)
            return
        }
        if shape.count != .any, parsed.contains(shape) {
            throw CommandError(.usage, "\(shape.label) is given twice", expected: "it once")
        }
        if let value = word.value {
            parsed.append(value, for: shape)
        } else if let next = rest.first, next != "--", OptionWord(next) == nil {
            parsed.append(next, for: shape)
            rest = rest.dropFirst()
        } else {
            throw CommandError(
                .usage, "\(shape.label) needs a value", expected: shape.labelWithValue,
                found: rest.first.map { $0.quoted() } ?? "the end of the line",
                advice: rest.isEmpty ? nil : "\(shape.label)=VALUE for a value that starts with a dash")
        }
    }

    private func addPositional(_ text: String, to parsed: inout ParsedArguments) throws(CommandError) {
        let positionals = shapes.filter { $0.kind == .positional }
        guard let shape = positionals.first(where: { $0.count == .any || !parsed.contains($0) }) else {
            let usage = positionals.map(\.usage).joined(separator: " ")
            throw CommandError(
                .usage, "one word too many", expected: positionals.isEmpty ? "options only" : "only \(usage)",
                found: text.quoted(), advice: positionals.isEmpty ? nil : "quotes around a text with spaces")
        }
        parsed.append(text, for: shape)
    }

    private func unknown(_ word: OptionWord) -> CommandError {
        let labels = shapes.filter { $0.kind != .positional }.map(\.label) + [OptionWord.help]
        return CommandError(
            .usage, "unknown option", expected: "one of " + labels.joined(separator: ", "), found: word.label.quoted(),
            advice: NearestName.of(word.label, among: labels))
    }
}
