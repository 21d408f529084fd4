internal import AgentNetwork
public import AgentPrimitives

/// The Anthropic Messages API as a client speaks it (`POST /v1/messages`, and `/v1/messages/count_tokens`).
public struct AnthropicClientDialect: ClientDialect {
    /// `anthropic`.
    public let kind = UpstreamKind.anthropic
    /// Server-sent events.
    public let streamMediaType = "text/event-stream"

    /// There is one version of the API, `2023-06-01`.
    public init() {}

    /// Reads a request; a model in the path takes the place of the one in the document.
    public func request(
        from body: JSONValue, model: String?, streams: Bool?
    ) throws(ModelError) -> ClientRequest {
        try AnthropicRequestReader.read(body, model: model, streams: streams, isCount: false)
    }

    /// Reads a request to count its tokens, which has no limit for the answer.
    public func countRequest(from body: JSONValue, model: String? = nil) throws(ModelError) -> ClientRequest {
        try AnthropicRequestReader.read(body, model: model, streams: false, isCount: true)
    }

    /// Answers a request to count tokens.
    public func countResponse(inputTokens: Int) -> JSONValue { ["input_tokens": .int(inputTokens)] }

    /// Prepares to write a streamed answer.
    public func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> AnthropicStreamEncoder {
        AnthropicStreamEncoder(identity: identity)
    }

    /// Writes a whole message.
    public func response(_ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity) -> JSONValue {
        AnthropicResponseWriter.message(answer, identity: identity)
    }

    /// Writes `{"type":"error",…}`; an overloaded upstream is status 529.
    public func failure(_ error: ModelError) -> ClientFailure {
        var headers = HTTPHeaders()
        if let wait = error.retryAfter {
            let (seconds, rest) = wait.components
            headers["Retry-After"] = String(max(0, seconds + (rest > 0 ? 1 : 0)))
        }
        return ClientFailure(
            status: AnthropicFailure.form(of: error).status, headers: headers, body: AnthropicFailure.document(error))
    }
}
