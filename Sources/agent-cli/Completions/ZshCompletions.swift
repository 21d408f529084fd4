/// Completions for zsh, with the summaries beside the words.
struct ZshCompletions: Sendable {
    private let tree: CompletionTree

    init(_ tree: CompletionTree) {
        self.tree = tree
    }

    func render() -> String {
        let deeper = tree.places.filter { !$0.path.isEmpty }.map {
            "(\($0.path)) place=\"$place/$word\"; depth=\($0.depth) ;;"
        }
        let cases = tree.places.map { place in
            let body = place.members.isEmpty ? Self.arguments(place) : Self.members(place)
            return "(\(place.path.isEmpty ? "\"\"" : place.path))\n            \(body)\n            ;;"
        }
        return """
            #compdef \(tree.program)
            # Completions of \(tree.program) for zsh. To use them: source <(\(tree.program) completions zsh)
            \(tree.function)() {
                local place="" word depth=0
                local -a members
                for word in "${(@)words[2,CURRENT-1]}"; do
                    case "$place/$word" in
                        \(deeper.joined(separator: "\n            "))
                    esac
                done
                # _arguments takes the word before the arguments for the program.
                words=("${(@)words[depth+1,-1]}")
                (( CURRENT -= depth ))
                case "$place" in
                    \(cases.joined(separator: "\n        "))
                esac
            }
            compdef \(tree.function) \(tree.program)

            """
    }

    private static func members(_ place: CompletionTree.Place) -> String {
        let items = place.members.map { quoted("\($0.name):\($0.summary)") }
        return "members=(\(items.joined(separator: " "))); _describe command members"
    }

    private static func arguments(_ place: CompletionTree.Place) -> String {
        let options = place.options.map { option in
            let repeats = option.count == .any ? "*" : ""
            let value = option.kind == .option ? ":\(escaped(option.placeholder)):\(action(option.completion))" : ""
            return quoted("\(repeats)\(option.label)[\(escaped(option.help))]\(value)")
        }
        let positionals = place.positionals.map { positional in
            let lead = positional.count == .any ? "*:" : positional.count == .atMostOne ? "::" : ":"
            return quoted("\(lead)\(escaped(positional.placeholder)):\(action(positional.completion))")
        }
        return (["_arguments"] + options + positionals).joined(separator: " ")
    }

    private static func action(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .files: "_files"
        case .folders: "_files -/"
        case .words(let words): "(\(words.joined(separator: " ")))"
        }
    }

    /// Colons and brackets separate the parts of a specification.
    private static func escaped(_ text: String) -> String {
        text.map { ":[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }
}
