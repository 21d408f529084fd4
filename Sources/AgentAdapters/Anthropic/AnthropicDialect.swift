package import AgentNetwork
package import AgentPrimitives

/// The Anthropic Messages API as an upstream (`POST /messages`, version 2023-06-01).
package struct AnthropicDialect: UpstreamDialect {
    package let kind = UpstreamKind.anthropic
    private let options: AnthropicOptions

    package init(options: AnthropicOptions = AnthropicOptions()) {
        self.options = options
    }

    package var limits: AnswerLimits { options.limits }

    package func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        let encoded = try AnthropicRequestEncoder.encode(request, options: options, streams: streams)
        var headers: HTTPHeaders = ["anthropic-version": options.version]
        if !encoded.betas.isEmpty { headers["anthropic-beta"] = encoded.betas.joined(separator: ",") }
        return UpstreamCall(path: "messages", headers: headers, body: encoded.body, losses: encoded.losses)
    }

    package func reader(answering request: ModelRequest) -> AnthropicAnswerReader {
        AnthropicAnswerReader(answering: request, limits: options.limits)
    }

    package func authorize(
        _ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp
    ) throws(ModelError) {
        call.headers["x-api-key"] = key.reveal()
    }
}

extension ProviderState {
    /// The origin of everything that only Anthropic understands.
    static let anthropicOrigin = UpstreamKind.anthropic.rawValue

    static func anthropic(_ data: String) -> ProviderState {
        ProviderState(origin: anthropicOrigin, data: data)
    }

    /// Keeps JSON as its text; see ``AnthropicState`` for what it may mean.
    static func anthropic(_ json: JSONValue) -> ProviderState { anthropic(json.text()) }

    var isAnthropic: Bool { belongs(to: Self.anthropicOrigin) }
}
