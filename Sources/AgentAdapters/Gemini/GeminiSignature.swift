internal import AgentPrimitives

/// Signatures on their way through a client of this API, which hands them back as they are.
///
/// Those of another provider carry its name, so that they find back to it. Clients take a signature for bytes in base64,
/// so the name is within the base64.
enum GeminiSignature {
    private static let mark = "origin="
    private static let redactedMark = "hidden="

    /// The text for a client; `nil` for a state of Gemini that is no signature.
    static func write(_ state: ProviderState) -> String? {
        guard state.belongs(to: GeminiDialect.origin) else { return wrap(state, mark) }
        if case .signature(let text) = GeminiState(state) { return text }
        return nil
    }

    /// The text for reasoning that another provider keeps to itself.
    static func write(redacted state: ProviderState) -> String { wrap(state, redactedMark) }

    static func read(_ text: String) -> ProviderState {
        unwrap(text, mark) ?? GeminiState.signature(text).state
    }

    /// Hidden reasoning; `nil` for a signature.
    static func readRedacted(_ text: String) -> ProviderState? { unwrap(text, redactedMark) }

    private static func wrap(_ state: ProviderState, _ mark: String) -> String {
        Base64Text.encode(Array("\(mark)\(state.origin);\(state.data)".utf8))
    }

    private static func unwrap(_ text: String, _ mark: String) -> ProviderState? {
        guard text.hasPrefix(Base64Text.encode(Array(mark.utf8.prefix(6)))),
            let plain = Base64Text.decode(text).map({ String(decoding: $0, as: UTF8.self) }),
            plain.hasPrefix(mark), let end = plain.firstIndex(of: ";")
        else { return nil }
        let origin = plain[plain.index(plain.startIndex, offsetBy: mark.count)..<end]
        return ProviderState(origin: String(origin), data: String(plain[plain.index(after: end)...]))
    }
}
