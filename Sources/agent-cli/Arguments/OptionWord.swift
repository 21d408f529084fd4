/// A word that names an option or a flag, with the value that may hang on it: `--name` or `--name=value`.
struct OptionWord: Hashable {
    /// Answers with the help wherever it stands, whatever else is wrong.
    static let help = "--help"
    static let version = "--version"

    /// With its dashes.
    let label: String
    let value: String?

    /// `nil` for a word that is text.
    init?(_ word: String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, name.hasPrefix("-") else { return nil }
        let letters = name.drop { $0 == "-" }
        guard name.count - letters.count <= 2, let first = letters.unicodeScalars.first else { return nil }
        guard first.isASCII, first.properties.isAlphabetic, !name.contains(where: \.isWhitespace) else { return nil }
        label = name == "-h" ? Self.help : String(name)
        value = parts.count == 2 ? String(parts[1]) : nil
    }
}
