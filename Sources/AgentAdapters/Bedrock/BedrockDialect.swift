package import AgentNetwork
package import AgentPrimitives

/// Amazon Bedrock as an upstream: `Converse` and `ConverseStream`.
package struct BedrockDialect: UpstreamDialect {
    package let kind = UpstreamKind.bedrock
    package let limits: AnswerLimits
    /// The region that signatures name; `nil` takes it from the address.
    private let region: String?

    package init(region: String? = nil, limits: AnswerLimits = AnswerLimits()) {
        self.region = region
        self.limits = limits
    }

    package func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall {
        guard !request.model.isEmpty, request.model != ".", request.model != ".." else {
            throw ModelError(
                .invalidRequest,
                "expected the id or ARN of a Bedrock model, found '\(Excerpt.of(request.model))'; set the model's name")
        }
        let encoded = try BedrockRequestEncoder.encode(request)
        let accepted = streams ? "application/vnd.amazon.eventstream" : "application/json"
        return UpstreamCall(
            path: "model/\(AWSRequestSigner.encode(request.model))/\(streams ? "converse-stream" : "converse")",
            headers: ["Accept": accepted], body: encoded.body, losses: encoded.losses)
    }

    package func reader(answering request: ModelRequest) -> BedrockAnswerReader {
        BedrockAnswerReader(answering: request, limits: limits)
    }

    /// A pair of keys signs the call; any other secret is a bearer key.
    package func authorize(
        _ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp
    ) throws(ModelError) {
        switch try AWSCredential(key) {
        case .bearer(let key):
            call.headers["Authorization"] = "Bearer \(key.reveal())"
        case .keys(let keys):
            let signer = AWSRequestSigner(
                keys: keys, region: region ?? BedrockEndpoint.region(ofHost: url.host), service: "bedrock")
            signer.sign(
                AWSRequestSigner.Request(
                    path: url.path, query: url.query, host: BedrockEndpoint.hostField(of: url),
                    body: call.body.serialized()),
                headers: &call.headers, at: time)
        }
    }

    package func code(ofFailure headers: HTTPHeaders, body: [UInt8]) -> ModelError.Code? {
        let named = headers["x-amzn-errortype"]
        let name = named ?? (try? JSONValue(parsing: body)).flatMap { BedrockFailure.name(in: $0) }
        return name.flatMap { BedrockFailure(name: $0) }?.code
    }
}

extension ProviderState {
    /// The origin of everything that only Bedrock understands.
    static let bedrockOrigin = UpstreamKind.bedrock.rawValue

    static func bedrock(_ data: String) -> ProviderState { ProviderState(origin: bedrockOrigin, data: data) }

    var isBedrock: Bool { belongs(to: Self.bedrockOrigin) }
}
