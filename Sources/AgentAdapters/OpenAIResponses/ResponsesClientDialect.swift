public import AgentPrimitives

/// OpenAI Responses as clients speak it: `POST /v1/responses`.
public struct ResponsesClientDialect: ClientDialect {
    /// The API.
    public let kind = UpstreamKind.openAIResponses
    /// Server-sent events.
    public let streamMediaType = "text/event-stream"

    /// Speaks the API.
    public init() {}

    /// Reads a request; the fields that only this API has are kept for it as extras.
    public func request(from body: JSONValue, model: String?, streams: Bool?) throws(ModelError) -> ClientRequest {
        do throws(JSONShapeError) {
            return try ResponsesRequestReader.read(JSONReader(body), model: model, streams: streams)
        } catch {
            throw ModelError(.invalidRequest, error.description)
        }
    }

    /// Prepares to write a streamed answer.
    public func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> ResponsesStreamEncoder {
        ResponsesStreamEncoder(answering: request.request, identity: identity)
    }

    /// Writes a whole answer.
    public func response(
        _ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity
    ) -> JSONValue {
        var writer = ResponsesAnswerWriter(answering: request.request, identity: identity, isSilent: true)
        writer.replay(answer)
        return writer.response ?? .null
    }

    /// Writes a failure that came before the answer began.
    public func failure(_ error: ModelError) -> ClientFailure {
        ResponsesClientFailure.failure(error)
    }
}
