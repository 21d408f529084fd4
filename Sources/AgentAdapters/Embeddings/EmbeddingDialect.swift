internal import AgentNetwork
internal import AgentPrimitives

/// How an API is asked for embeddings.
protocol EmbeddingDialect: Sendable {
    /// The API's version in the path.
    var root: String { get }

    /// Asks for the vectors of some texts.
    ///
    /// - Parameter dimension: The components wanted; `nil` leaves it to the model.
    func call(for texts: [String], model: String, dimension: Int?) -> UpstreamCall

    /// The vectors in an answer, in the order of the texts; `nil` when it has another form.
    func vectors(in answer: JSONValue) -> [JSONValue]?

    /// Adds the key to a call's headers.
    func authorize(_ call: inout UpstreamCall, with key: Secret)
}

extension EmbeddingDialect {
    func authorize(_ call: inout UpstreamCall, with key: Secret) {
        call.headers["Authorization"] = "Bearer \(key.reveal())"
    }
}

/// `POST embeddings`, at OpenAI and compatible servers.
struct OpenAIEmbeddingDialect: EmbeddingDialect {
    let root = ""

    func call(for texts: [String], model: String, dimension: Int?) -> UpstreamCall {
        var body: JSONObject = [
            "model": .string(model), "input": .array(texts.map(JSONValue.string)), "encoding_format": "float",
        ]
        if let dimension { body["dimensions"] = .int(dimension) }
        return UpstreamCall(path: "embeddings", body: .object(body))
    }

    func vectors(in answer: JSONValue) -> [JSONValue]? {
        guard let data = answer["data"]?.arrayValue else { return nil }
        let places = data.enumerated().map { (place: $1["index"]?.intValue ?? $0, vector: $1["embedding"] ?? .null) }
        guard Set(places.map(\.place)) == Set(0..<data.count) else { return nil }
        return places.sorted { $0.place < $1.place }.map(\.vector)
    }
}

/// `POST models/{model}:batchEmbedContents`, at Gemini.
struct GeminiEmbeddingDialect: EmbeddingDialect {
    let root = "v1beta"

    func call(for texts: [String], model: String, dimension: Int?) -> UpstreamCall {
        let requests = texts.map { text in
            var request: JSONObject = [
                "model": .string("models/\(model)"), "content": ["parts": [["text": .string(text)]]],
            ]
            if let dimension { request["outputDimensionality"] = .int(dimension) }
            return JSONValue.object(request)
        }
        return UpstreamCall(path: "models/\(model):batchEmbedContents", body: ["requests": .array(requests)])
    }

    func vectors(in answer: JSONValue) -> [JSONValue]? {
        answer["embeddings"]?.arrayValue?.map { $0["values"] ?? .null }
    }

    func authorize(_ call: inout UpstreamCall, with key: Secret) {
        call.headers["x-goog-api-key"] = key.reveal()
    }
}

/// `POST api/embed`, at Ollama.
struct OllamaEmbeddingDialect: EmbeddingDialect {
    let root = "api"

    func call(for texts: [String], model: String, dimension: Int?) -> UpstreamCall {
        var body: JSONObject = ["model": .string(model), "input": .array(texts.map(JSONValue.string))]
        if let dimension { body["dimensions"] = .int(dimension) }
        return UpstreamCall(path: "embed", body: .object(body))
    }

    func vectors(in answer: JSONValue) -> [JSONValue]? {
        answer["embeddings"]?.arrayValue
    }
}
