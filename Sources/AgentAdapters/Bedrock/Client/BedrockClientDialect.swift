internal import AgentNetwork
public import AgentPrimitives

/// Amazon Bedrock's `Converse` and `ConverseStream` as clients speak them.
public struct BedrockClientDialect: ClientDialect {
    /// Amazon Bedrock converse.
    public let kind = UpstreamKind.bedrock
    /// Binary messages, each with its checksums.
    public let streamMediaType = "application/vnd.amazon.eventstream"
    /// The largest answer, in tokens, to requests that do not say.
    public let defaultMaxOutputTokens: Int

    /// Reads and writes for clients of one kind.
    public init(defaultMaxOutputTokens: Int = 8192) {
        self.defaultMaxOutputTokens = defaultMaxOutputTokens
    }

    /// Reads a request; model and streaming are in its path.
    public func request(
        from body: JSONValue, model: String?, streams: Bool?
    ) throws(ModelError) -> ClientRequest {
        guard let model, !model.isEmpty else {
            throw ModelError(.invalidRequest, "expected a model in the path, as in model/NAME/converse, found none")
        }
        return try BedrockRequestReader.read(
            body, model: model, streams: streams ?? false, defaultMaxOutputTokens: defaultMaxOutputTokens)
    }

    /// Prepares to write a streamed answer.
    public func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> BedrockStreamEncoder {
        BedrockStreamEncoder()
    }

    /// Writes a whole answer.
    public func response(_ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity) -> JSONValue {
        BedrockResponseWriter.document(answer)
    }

    /// Writes `{"message":…}`, named in the field `x-amzn-ErrorType`.
    public func failure(_ error: ModelError) -> ClientFailure {
        let failure = BedrockFailure(error)
        var headers: HTTPHeaders = ["x-amzn-ErrorType": failure.name]
        if let wait = error.retryAfter {
            let (seconds, rest) = wait.components
            headers["Retry-After"] = String(max(0, seconds + (rest > 0 ? 1 : 0)))
        }
        return ClientFailure(status: failure.status, headers: headers, body: ["message": .string(error.message)])
    }
}
