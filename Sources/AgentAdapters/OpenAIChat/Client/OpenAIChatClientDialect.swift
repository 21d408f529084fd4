internal import AgentNetwork
public import AgentPrimitives

/// OpenAI Chat Completions as a client speaks it (`POST /v1/chat/completions`).
public struct OpenAIChatClientDialect: ClientDialect {
    /// `openai-chat`.
    public let kind = UpstreamKind.openAIChat
    /// Server-sent events, ended by `[DONE]`.
    public let streamMediaType = "text/event-stream"

    private let defaultMaxOutputTokens: Int

    /// - Parameter defaultMaxOutputTokens: The largest answer for clients that name none, as the API allows.
    public init(defaultMaxOutputTokens: Int = 4096) {
        self.defaultMaxOutputTokens = defaultMaxOutputTokens
    }

    /// Reads a request; a model in the path takes the place of the one in the document.
    public func request(from body: JSONValue, model: String?, streams: Bool?) throws(ModelError) -> ClientRequest {
        try ChatRequestReader.read(body, model: model, streams: streams, maxOutputTokens: defaultMaxOutputTokens)
    }

    /// Prepares to write a streamed answer.
    public func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> OpenAIChatStreamEncoder {
        OpenAIChatStreamEncoder(identity: identity, includesUsage: request.includesUsage)
    }

    /// Writes a whole `chat.completion`.
    public func response(_ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity) -> JSONValue {
        ChatResponseWriter.completion(answer, identity: identity)
    }

    /// Writes `{"error":{…}}`.
    public func failure(_ error: ModelError) -> ClientFailure {
        var headers = HTTPHeaders()
        if let wait = error.retryAfter {
            let (seconds, rest) = wait.components
            headers["Retry-After"] = String(max(0, seconds + (rest > 0 ? 1 : 0)))
        }
        return ClientFailure(
            status: ChatFailure.form(of: error).status, headers: headers, body: ChatFailure.document(error))
    }
}
