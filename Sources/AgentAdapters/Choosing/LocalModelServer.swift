/// A model server that may run on this machine, and how to ask it for its models.
public struct LocalModelServer: Hashable, Sendable {
    /// How a server lists its models.
    public enum Listing: Hashable, Sendable {
        /// `GET {root}/api/tags`, as Ollama does; its OpenAI-compatible API is at `{root}/v1`.
        case ollamaTags
        /// `GET {base}/models`, as OpenAI does.
        case openAIModels
    }

    /// What it is called in the reason for a choice.
    public var label: String
    /// The base of its OpenAI-compatible API, such as `http://127.0.0.1:8080/v1`.
    public var baseURL: String
    /// How it lists its models.
    public var listing: Listing

    /// Describes a server.
    public init(label: String, baseURL: String, listing: Listing) {
        self.label = label
        self.baseURL = baseURL
        self.listing = listing
    }

    /// Where such servers listen unless told otherwise, in the order of preference: Ollama (11434), llama.cpp (8080), LM Studio
    /// (1234) and vLLM (8000).
    public static let wellKnown = [
        LocalModelServer(label: "Ollama", baseURL: "http://127.0.0.1:11434/v1", listing: .ollamaTags),
        LocalModelServer(label: "the model server", baseURL: "http://127.0.0.1:8080/v1", listing: .openAIModels),
        LocalModelServer(label: "the model server", baseURL: "http://127.0.0.1:1234/v1", listing: .openAIModels),
        LocalModelServer(label: "the model server", baseURL: "http://127.0.0.1:8000/v1", listing: .openAIModels),
    ]
}
