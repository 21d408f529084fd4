internal import AgentNetwork
internal import AgentPrimitives

/// OpenAI Chat Completions as an upstream speaks it, at OpenAI or at a compatible server.
struct OpenAIChatDialect: UpstreamDialect {
    let kind = UpstreamKind.openAIChat
    let options: OpenAIChatOptions

    var limits: AnswerLimits { options.limits }

    func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        let encoded = ChatRequestEncoder.encode(
            request, names: ToolNameMap(request), options: options, streams: streams)
        return UpstreamCall(
            path: "chat/completions" + (options.query.map { "?\($0)" } ?? ""), body: encoded.body,
            losses: encoded.losses)
    }

    func reader(answering request: ModelRequest) -> ChatResponseReader {
        ChatResponseReader(answering: request, limits: options.limits)
    }

    func authorize(_ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp)
        throws(ModelError)
    {
        if let field = options.keyField {
            call.headers[field] = key.reveal()
        } else {
            call.headers["Authorization"] = "Bearer \(key.reveal())"
        }
    }
}
