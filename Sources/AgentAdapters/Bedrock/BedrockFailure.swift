internal import AgentPrimitives

/// The errors of this API, by the names that it gives them.
struct BedrockFailure: Sendable {
    /// As in `x-amzn-ErrorType`.
    let name: String
    let status: Int
    let code: ModelError.Code

    private static let known: [BedrockFailure] = [
        BedrockFailure(name: "ValidationException", status: 400, code: .invalidRequest),
        BedrockFailure(name: "AccessDeniedException", status: 403, code: .authentication),
        BedrockFailure(name: "ResourceNotFoundException", status: 404, code: .unknownModel),
        BedrockFailure(name: "ThrottlingException", status: 429, code: .rateLimited),
        BedrockFailure(name: "TooManyRequestsException", status: 429, code: .rateLimited),
        BedrockFailure(name: "ServiceQuotaExceededException", status: 400, code: .rateLimited),
        BedrockFailure(name: "ModelNotReadyException", status: 429, code: .overloaded),
        BedrockFailure(name: "ServiceUnavailableException", status: 503, code: .overloaded),
        BedrockFailure(name: "ModelTimeoutException", status: 408, code: .timedOut),
        BedrockFailure(name: "ModelErrorException", status: 424, code: .upstreamFailed),
        BedrockFailure(name: "ModelStreamErrorException", status: 424, code: .upstreamFailed),
        BedrockFailure(name: "InternalServerException", status: 500, code: .upstreamFailed),
        BedrockFailure(name: "UnrecognizedClientException", status: 403, code: .authentication),
        BedrockFailure(name: "InvalidSignatureException", status: 403, code: .authentication),
        BedrockFailure(name: "SignatureDoesNotMatch", status: 403, code: .authentication),
        BedrockFailure(name: "IncompleteSignatureException", status: 403, code: .authentication),
        BedrockFailure(name: "MissingAuthenticationTokenException", status: 403, code: .authentication),
        BedrockFailure(name: "ExpiredTokenException", status: 403, code: .authentication),
    ]

    private init(name: String, status: Int, code: ModelError.Code) {
        self.name = name
        self.status = status
        self.code = code
    }

    /// The error of that name, however it is written: `com.amazon.coral#ThrottlingException`, `throttlingException`,
    /// `ThrottlingException:http://internal.amazon.com/`; `nil` for an unknown one.
    init?(name: String) {
        let bare = name.prefix { $0 != ":" }.split(separator: "#").last ?? ""
        guard let failure = Self.known.first(where: { $0.name.lowercased() == bare.lowercased() }) else { return nil }
        self = failure
    }

    /// The name in an error document.
    static func name(in json: JSONValue) -> String? {
        json["__type"]?.stringValue ?? json["Output"]?["__type"]?.stringValue
    }

    /// An error as an upstream names it, in a stream or in a document.
    static func error(name: String, message: String) -> ModelError {
        let failure = BedrockFailure(name: name)
        let text = message.isEmpty ? Excerpt.of(name) : Excerpt.of(message)
        return ModelError(
            failure?.code ?? .upstreamFailed, "the model's server reported: \(text)", status: failure?.status)
    }
}

extension BedrockFailure {
    /// What a client is told instead of an answer.
    init(_ error: ModelError) {
        let name =
            switch error.code {
            case .invalidRequest, .windowExceeded: "ValidationException"
            case .authentication: error.status == 401 ? "UnrecognizedClientException" : "AccessDeniedException"
            case .unknownModel: "ResourceNotFoundException"
            case .rateLimited: "ThrottlingException"
            case .overloaded, .unreachable: "ServiceUnavailableException"
            case .timedOut: "ModelTimeoutException"
            default: error.status == 424 ? "ModelErrorException" : "InternalServerException"
            }
        self = BedrockFailure(name: name) ?? BedrockFailure(name: name, status: 500, code: error.code)
    }

    /// What a client is told in the middle of a stream, where the API has five names only.
    static func exceptionType(of error: ModelError) -> String {
        switch error.code {
        case .invalidRequest, .windowExceeded: "validationException"
        case .rateLimited: "throttlingException"
        case .overloaded, .unreachable: "serviceUnavailableException"
        case .malformedResponse, .timedOut, .cancelled: "modelStreamErrorException"
        case .upstreamFailed where error.status == 424: "modelStreamErrorException"
        default: "internalServerException"
        }
    }
}
