/// How an argument stands on the command line.
struct ArgumentShape: Hashable, Sendable {
    /// Where the argument stands.
    enum Kind: Hashable, Sendable {
        /// `--name`, there or not.
        case flag
        /// `--name VALUE`.
        case option
        /// A word without a name.
        case positional
    }

    /// How many values there may be.
    enum Count: Hashable, Sendable {
        case exactlyOne
        case atMostOne
        case any
    }

    let name: String
    let kind: Kind
    let count: Count
    /// What stands for the value in the help.
    let placeholder: String
    let help: String
    let completion: Completion

    /// As typed: `--name` for options and flags, the placeholder for positionals.
    var label: String {
        kind == .positional ? placeholder : "--" + name
    }

    /// As typed with its value: `--name N`.
    var labelWithValue: String {
        kind == .option ? label + " " + placeholder : label
    }

    /// As it stands in a usage line: in brackets when it may be left out, with dots when it repeats.
    var usage: String {
        switch count {
        case .exactlyOne: labelWithValue
        case .atMostOne: "[\(labelWithValue)]"
        case .any: "[\(labelWithValue)]…"
        }
    }
}
