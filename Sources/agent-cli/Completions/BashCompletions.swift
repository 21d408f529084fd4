/// Completions for bash 3.2 and later, without the bash-completion package.
struct BashCompletions: Sendable {
    private let tree: CompletionTree

    init(_ tree: CompletionTree) {
        self.tree = tree
    }

    func render() -> String {
        let deeper = tree.places.filter { !$0.path.isEmpty }.map { "\($0.path)) place=\"$place/$word\" ;;" }
        let values = tree.places.flatMap { place in
            place.options.filter { $0.kind == .option }.map { option in
                Self.clause("\(place.path) \(option.label)", [Self.candidates(option.completion), "return"])
            }
        }
        let words = tree.places.map { place in
            let names = Completion.words(place.members.map(\.name) + place.options.map(\.label))
            let values = place.positionals.first?.completion ?? .nothing
            return Self.clause(place.path, [Self.candidates(names), Self.candidates(values)])
        }
        return """
            # Completions of \(tree.program) for bash. To use them: source <(\(tree.program) completions bash)
            \(tree.function)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
                local place="" word index
                for ((index = 1; index < COMP_CWORD; index++)); do
                    word="${COMP_WORDS[index]}"
                    case "$place/$word" in
                        \(deeper.joined(separator: "\n            "))
                    esac
                done
                COMPREPLY=()
                case "$place $previous" in
                    \((values + ["*) ;;"]).joined(separator: "\n        "))
                esac
                case "$place" in
                    \(words.joined(separator: "\n        "))
                esac
            }
            complete -F \(tree.function) \(tree.program)

            """
    }

    private static func clause(_ pattern: String, _ statements: [String?]) -> String {
        "\"\(pattern)\") \(statements.compactMap(\.self).joined(separator: "; ")) ;;"
    }

    /// The statement that adds candidates; `nil` where any text will do.
    private static func candidates(_ completion: Completion) -> String? {
        switch completion {
        case .nothing: nil
        // Older shells have no compopt; they do without the slash behind a folder.
        case .files: "compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- \"$current\"))"
        case .folders: "compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- \"$current\"))"
        case .words(let words): "COMPREPLY+=($(compgen -W '\(words.joined(separator: " "))' -- \"$current\"))"
        }
    }
}
