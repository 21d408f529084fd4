internal import AgentNetwork
internal import AgentPrimitives

/// Ollama's own chat API, `POST api/chat`, as an upstream speaks it: lines of JSON.
struct OllamaDialect: UpstreamDialect {
    let kind = UpstreamKind.ollama
    let limits: AnswerLimits

    init(limits: AnswerLimits = AnswerLimits()) {
        self.limits = limits
    }

    func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        let encoded = OllamaRequestEncoder.encode(request, streams: streams)
        var headers = HTTPHeaders()
        headers.add("Accept", "application/x-ndjson, application/json")
        return UpstreamCall(path: "chat", headers: headers, body: encoded.body, losses: encoded.losses)
    }

    func reader(answering request: ModelRequest) -> OllamaAnswerReader {
        OllamaAnswerReader(answering: request, limits: limits)
    }
}
