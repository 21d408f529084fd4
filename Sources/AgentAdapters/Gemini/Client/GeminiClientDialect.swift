public import AgentPrimitives

/// Google Gemini's `generateContent` and `streamGenerateContent` (v1beta) as clients speak it.
public struct GeminiClientDialect: ClientDialect {
    /// How a streamed answer is framed.
    public enum StreamForm: Hashable, Sendable {
        /// Server-sent events, which a client asks for with `alt=sse`.
        case events
        /// The elements of one JSON array, which clients get that do not ask.
        case array
    }

    /// Google Gemini.
    public let kind = UpstreamKind.gemini
    /// The framing of streamed answers.
    public let streamForm: StreamForm
    /// The largest answer, in tokens, to requests that do not say.
    public let defaultMaxOutputTokens: Int

    /// Reads and writes for one client.
    public init(streamForm: StreamForm = .events, defaultMaxOutputTokens: Int = 8192) {
        self.streamForm = streamForm
        self.defaultMaxOutputTokens = defaultMaxOutputTokens
    }

    /// `text/event-stream`, or `application/json` for an array.
    public var streamMediaType: String {
        switch streamForm {
        case .events: "text/event-stream"
        case .array: "application/json"
        }
    }

    /// Reads a request; model and streaming are in its path.
    public func request(
        from body: JSONValue, model: String?, streams: Bool?
    ) throws(ModelError) -> ClientRequest {
        let name = model ?? body["model"]?.stringValue ?? ""
        let short = name.hasPrefix("models/") ? String(name.dropFirst(7)) : name
        guard !short.isEmpty else {
            throw ModelError(
                .invalidRequest, "expected a model in the path, as in models/NAME:generateContent, found none")
        }
        return try GeminiRequestReader.read(
            body, model: short, streams: streams ?? false, defaultMaxOutputTokens: defaultMaxOutputTokens)
    }

    /// Prepares to write a streamed answer.
    public func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> GeminiStreamEncoder {
        GeminiStreamEncoder(form: streamForm, identity: identity)
    }

    /// Writes a whole answer.
    public func response(
        _ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity
    ) -> JSONValue {
        var writer = GeminiAnswerWriter(identity: identity)
        for part in answer.content { writer.add(part) }
        writer.usage = answer.usage
        return writer.lastChunk(answer.stopReason ?? .endOfTurn)
    }

    /// Writes a failure that came before the answer began.
    public func failure(_ error: ModelError) -> ClientFailure {
        GeminiFailure(error).response
    }
}
