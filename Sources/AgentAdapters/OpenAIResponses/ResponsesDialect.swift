package import AgentNetwork
package import AgentPrimitives

/// OpenAI Responses, at OpenAI or at any compatible server; the base URL ends with `/v1` or what stands for it.
package struct ResponsesDialect: UpstreamDialect {
    /// The API.
    package let kind = UpstreamKind.openAIResponses
    private let options: OpenAIResponsesOptions

    /// Speaks to a server with some habits.
    package init(options: OpenAIResponsesOptions = OpenAIResponsesOptions()) {
        self.options = options
    }

    /// How large an answer may grow.
    package var limits: AnswerLimits { options.limits }

    /// Writes `POST responses`.
    package func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        var encoder = ResponsesRequestEncoder(options: options, names: ToolNameMap(request))
        let body = encoder.body(of: request, streams: streams)
        return UpstreamCall(path: "responses", body: body, losses: encoder.losses)
    }

    /// Prepares to read the answer, streamed or whole.
    package func reader(answering request: ModelRequest) -> ResponsesReader {
        ResponsesReader(answering: request, limits: options.limits)
    }

    /// Adds a bearer token, or at Azure an `api-key`.
    package func authorize(
        _ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp
    ) throws(ModelError) {
        if url.host.hasSuffix(".azure.com") {
            call.headers["api-key"] = key.reveal()
        } else {
            call.headers["Authorization"] = "Bearer \(key.reveal())"
        }
    }
}
