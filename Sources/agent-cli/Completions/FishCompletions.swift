/// Completions for fish, with the summaries beside the words.
struct FishCompletions: Sendable {
    private let tree: CompletionTree

    init(_ tree: CompletionTree) {
        self.tree = tree
    }

    func render() -> String {
        let paths = tree.places.map(\.path).filter { !$0.isEmpty }
        let lines = tree.places.flatMap(self.lines)
        return """
            # Completions of \(tree.program) for fish. To use them: \(tree.program) completions fish | source
            function _\(tree.function)_at
                set -l place ""
                for word in (commandline -opc)[2..-1]
                    if contains -- "$place/$word" \(paths.joined(separator: " "))
                        set place "$place/$word"
                    end
                end
                test "$place" = "$argv[1]"
            end
            complete -c \(tree.program) -f
            \(lines.joined(separator: "\n"))

            """
    }

    private func lines(_ place: CompletionTree.Place) -> [String] {
        let lead = "complete -c \(tree.program) -n '_\(tree.function)_at \"\(place.path)\"'"
        let members = place.members.map { "\(lead) -a \($0.name) -d \(Self.quoted($0.summary))" }
        let options = place.options.map { option in
            let value = option.kind == .option ? " -x\(Self.values(option.completion))" : ""
            return "\(lead) -l \(option.name)\(value) -d \(Self.quoted(option.help))"
        }
        let positionals = place.positionals.prefix(1).compactMap { positional -> String? in
            let values = Self.values(positional.completion)
            return values.isEmpty ? nil : lead + values
        }
        return members + options + positionals
    }

    private static func values(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .files: " -a '(__fish_complete_path)'"
        case .folders: " -a '(__fish_complete_directories)'"
        case .words(let words): " -a '\(words.joined(separator: " "))'"
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
