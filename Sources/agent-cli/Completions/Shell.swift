/// A shell that completions are written for.
enum Shell: String, Hashable, Sendable, CaseIterable {
    case bash
    case zsh
    case fish

    /// The script that teaches the shell every command, option and value.
    func completions(for root: CommandGroup) -> String {
        let tree = CompletionTree(root)
        return switch self {
        case .bash: BashCompletions(tree).render()
        case .zsh: ZshCompletions(tree).render()
        case .fish: FishCompletions(tree).render()
        }
    }
}
