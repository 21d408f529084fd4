internal import AgentPrimitives

/// Signatures and hidden reasoning on their way through a client of this API, which hands them back as they are.
///
/// Those of another provider are marked `origin=NAME;`, so that they find back to it; base64 never begins like that.
enum AnthropicSignature {
    private static let mark = "origin="

    static func write(_ state: ProviderState) -> String {
        state.isAnthropic ? state.data : "\(mark)\(state.origin);\(state.data)"
    }

    static func read(_ text: String) -> ProviderState {
        guard text.hasPrefix(mark), let end = text.firstIndex(of: ";") else { return .anthropic(text) }
        let origin = text[text.index(text.startIndex, offsetBy: mark.count)..<end]
        return ProviderState(origin: String(origin), data: String(text[text.index(after: end)...]))
    }
}
