/// The words after a subcommand: options with a fixed number of values, flags, and the rest.
struct ArgumentList {
    private var values: [String: [String]] = [:]
    private(set) var rest: [String] = []

    /// - Parameter options: How many values follow each option; 0 for a flag.
    init(_ words: some Sequence<String>, options: [String: Int]) throws(UsageError) {
        var words = Array(words)[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("--") else {
                rest.append(word)
                continue
            }
            guard let count = options[word] else { throw UsageError("there is no option '\(word)'") }
            guard words.count >= count else { throw UsageError("expected \(count) words after '\(word)'") }
            values[word] = Array(words.prefix(count))
            words = words.dropFirst(count)
        }
    }

    func has(_ option: String) -> Bool { values[option] != nil }

    func text(_ option: String) -> String? { values[option]?.first }

    func texts(_ option: String) -> [String]? { values[option] }

    func number<N: FixedWidthInteger>(_ option: String, default standard: N) throws(UsageError) -> N {
        guard let text = text(option) else { return standard }
        guard let number = N(text) else { throw UsageError("expected a number after '\(option)', found '\(text)'") }
        return number
    }
}

/// The command line makes no sense.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
