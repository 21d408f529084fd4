/// Colours and weights of text on a terminal; plain text elsewhere.
struct TextStyle: Hashable, Sendable {
    private let isEnabled: Bool

    init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// On for a terminal, unless it is `dumb` or `NO_COLOR` has a value (no-color.org).
    init(isTerminal: Bool, environment: [String: String]) {
        isEnabled = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    func bold(_ text: String) -> String { wrap(text, code: 1) }
    func dim(_ text: String) -> String { wrap(text, code: 2) }
    func red(_ text: String) -> String { wrap(text, code: 31) }
    func green(_ text: String) -> String { wrap(text, code: 32) }

    private func wrap(_ text: String, code: Int) -> String {
        isEnabled ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
