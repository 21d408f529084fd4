internal import AgentPrimitives

/// The errors of this API: its own names, both ways.
enum AnthropicFailure {
    /// The error in an `error` event or document, `{"type":"error","error":{"type":…,"message":…}}`; `nil` for no error.
    static func error(in json: JSONValue) -> ModelError? {
        guard let type = json["error"]?["type"]?.stringValue, let code = code(of: type) else {
            return UpstreamFailure(json)?.error()
        }
        let message = json["error"]?["message"]?.stringValue ?? ""
        return ModelError(
            code, "the model's server reported: \(message.isEmpty ? type : Excerpt.of(message))")
    }

    private static func code(of type: String) -> ModelError.Code? {
        switch type {
        case "invalid_request_error", "request_too_large", "billing_error": .invalidRequest
        case "authentication_error", "permission_error": .authentication
        case "not_found_error": .unknownModel
        case "rate_limit_error": .rateLimited
        case "overloaded_error": .overloaded
        case "timeout_error": .timedOut
        case "api_error": .upstreamFailed
        default: nil
        }
    }

    /// What a client of this API is told: type and status.
    static func form(of error: ModelError) -> (type: String, status: Int) {
        switch error.code {
        case .invalidRequest, .windowExceeded:
            switch error.status {
            case 402: ("billing_error", 402)
            case 413: ("request_too_large", 413)
            default: ("invalid_request_error", 400)
            }
        case .authentication: error.status == 403 ? ("permission_error", 403) : ("authentication_error", 401)
        case .unknownModel: ("not_found_error", 404)
        case .rateLimited: ("rate_limit_error", 429)
        case .overloaded: ("overloaded_error", 529)
        case .timedOut: ("timeout_error", 504)
        default: ("api_error", 500)
        }
    }

    /// The error document, which is also the data of an `error` event.
    static func document(_ error: ModelError) -> JSONValue {
        ["type": "error", "error": ["type": .string(form(of: error).type), "message": .string(error.message)]]
    }
}
