internal import AgentPrimitives

/// How the text of an argument becomes a value.
struct ValueFormat<Value: Sendable>: Sendable {
    /// What stands for the value in the help.
    let placeholder: String
    /// Which texts there are, as in `a whole number from 0 to 15`.
    let expected: String
    let completion: Completion
    /// `nil` for a text that is no value.
    let convert: @Sendable (String) -> Value?

    init(
        placeholder: String, expected: String, completion: Completion = .nothing,
        convert: @escaping @Sendable (String) -> Value?
    ) {
        self.placeholder = placeholder
        self.expected = expected
        self.completion = completion
        self.convert = convert
    }

    /// Converts, or says what is wrong with the text of the given argument.
    func value(of text: String, for shape: ArgumentShape) throws(CommandError) -> Value {
        if let value = convert(text) { return value }
        var advice: String?
        if case .words(let words) = completion, let nearest = NearestName.of(text, among: words) {
            advice = nearest
        }
        throw CommandError(
            .usage, "\(shape.label) has no such value", expected: expected, found: text.quoted(), advice: advice)
    }

    func shape(
        _ name: String, _ kind: ArgumentShape.Kind, _ count: ArgumentShape.Count, _ placeholder: String?, _ help: String
    ) -> ArgumentShape {
        ArgumentShape(
            name: name, kind: kind, count: count, placeholder: placeholder ?? self.placeholder, help: help,
            completion: completion)
    }
}

extension ValueFormat where Value == String {
    /// Any text, the empty one included.
    static var text: ValueFormat {
        ValueFormat(placeholder: "TEXT", expected: "a text") { $0 }
    }

    /// A file to read; `-` for standard input where the command says so.
    static var file: ValueFormat {
        ValueFormat(placeholder: "FILE", expected: "a path", completion: .files) { $0.isEmpty ? nil : $0 }
    }

    /// A folder.
    static var folder: ValueFormat {
        ValueFormat(placeholder: "DIR", expected: "a path", completion: .folders) { $0.isEmpty ? nil : $0 }
    }
}

extension ValueFormat where Value: FixedWidthInteger {
    /// A whole number in decimal digits.
    static func integer(_ range: ClosedRange<Value>) -> ValueFormat {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return ValueFormat(placeholder: "N", expected: expected) { text in
            Value(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ValueFormat {
    /// One of a few names.
    static func choice(_ choices: [(name: String, value: Value)]) -> ValueFormat {
        let names = choices.map(\.name)
        return ValueFormat(
            placeholder: names.joined(separator: "|"), expected: "one of " + names.joined(separator: ", "),
            completion: .words(names)
        ) { text in choices.first { $0.name == text }?.value }
    }
}
