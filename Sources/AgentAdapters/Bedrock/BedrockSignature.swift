internal import AgentPrimitives

/// Signatures and hidden reasoning on their way through a client of this API, which hands them back as they are.
///
/// Those of another provider are marked `origin=NAME;`, so that they find back to it; base64 never begins like that. Hidden
/// reasoning is binary here, so that its mark is in base64 too.
enum BedrockSignature {
    private static let mark = "origin="

    static func write(_ state: ProviderState) -> String {
        state.isBedrock ? state.data : "\(mark)\(state.origin);\(state.data)"
    }

    static func read(_ text: String) -> ProviderState {
        guard text.hasPrefix(mark), let end = text.firstIndex(of: ";") else { return .bedrock(text) }
        let origin = text[text.index(text.startIndex, offsetBy: mark.count)..<end]
        return ProviderState(origin: String(origin), data: String(text[text.index(after: end)...]))
    }

    static func writeBlob(_ state: ProviderState) -> String {
        state.isBedrock ? state.data : BedrockBlob.encode(write(state).utf8)
    }

    static func readBlob(_ text: String) -> ProviderState {
        // The mark in base64, as far as what follows does not change it.
        guard text.hasPrefix("b3JpZ2lu"), let bytes = BedrockBlob.decode(text) else { return .bedrock(text) }
        let state = read(String(decoding: bytes, as: UTF8.self))
        return state.isBedrock ? .bedrock(text) : state
    }
}
