/// What a person enters in a chat: a question of one line or several, or a word that starts with a slash.
enum ChatInput: Hashable, Sendable {
    case question(String)
    case word(Word)
    /// A word with a slash that has no meaning here.
    case unknown(String)
    case nothing

    /// The words that a chat understands.
    enum Word: String, Hashable, Sendable, CaseIterable {
        case help = "/help"
        case tools = "/tools"
        case session = "/session"
        case exit = "/exit"

        var summary: String {
            switch self {
            case .help: "shows these words; a line that ends in a backslash goes on in the next one"
            case .tools: "lists the tools that the model may call"
            case .session: "prints the session, for agent-cli resume, inspect and replay"
            case .exit: "leaves, as does the end of the input"
            }
        }
    }

    /// Reads an entry.
    ///
    /// A path such as `/etc/hosts` is part of a question, since it has a second slash.
    init(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else {
            self = .nothing
            return
        }
        if words.count == 1, first.hasPrefix("/"), !first.dropFirst().contains("/") {
            self = Word(rawValue: String(first)).map(Self.word) ?? .unknown(String(first))
        } else {
            self = .question(text)
        }
    }
}
