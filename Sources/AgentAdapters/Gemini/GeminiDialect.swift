package import AgentNetwork
package import AgentPrimitives

/// Google Gemini as an upstream: `generateContent` and `streamGenerateContent` below a base URL that ends in `/v1beta`.
package struct GeminiDialect: UpstreamDialect {
    /// The mark of provider state that Gemini understands.
    static let origin = UpstreamKind.gemini.rawValue

    package let kind = UpstreamKind.gemini
    package let limits: AnswerLimits

    package init(limits: AnswerLimits = AnswerLimits()) {
        self.limits = limits
    }

    package func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        let model = GeminiModel(request.model)
        guard let path = model.path else {
            throw ModelError(
                .invalidRequest,
                "expected the name of a Gemini model, such as gemini-2.5-flash, found '\(Excerpt.of(request.model))'")
        }
        let encoded = GeminiRequestEncoder.encode(request)
        return UpstreamCall(
            path: path + (streams ? ":streamGenerateContent?alt=sse" : ":generateContent"), body: encoded.body,
            losses: encoded.losses)
    }

    package func reader(answering request: ModelRequest) -> GeminiAnswerReader {
        GeminiAnswerReader(answering: request, limits: limits)
    }

    package func authorize(
        _ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp
    ) throws(ModelError) {
        call.headers["x-goog-api-key"] = key.reveal()
    }
}
