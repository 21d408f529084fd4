internal import AgentPrimitives

/// Failures in the form of the OpenAI APIs.
enum ChatFailure {
    /// The status, the `type` and the `code` of an error.
    static func form(of error: ModelError) -> (status: Int, type: String, code: String?) {
        switch error.code {
        case .invalidRequest: (clientStatus(error) ?? 400, "invalid_request_error", nil)
        case .unknownModel: (404, "invalid_request_error", "model_not_found")
        case .authentication: (error.status == 403 ? 403 : 401, "authentication_error", "invalid_api_key")
        case .rateLimited, .windowExceeded: (429, "rate_limit_error", "rate_limit_exceeded")
        case .overloaded: (503, "server_error", "overloaded")
        case .timedOut: (504, "server_error", "timeout")
        default: (502, "server_error", nil)
        }
    }

    static func document(_ error: ModelError) -> JSONValue {
        let form = form(of: error)
        return [
            "error": [
                "message": .string(error.message), "type": .string(form.type), "param": .null,
                "code": form.code.map(JSONValue.string) ?? .null,
            ]
        ]
    }

    private static func clientStatus(_ error: ModelError) -> Int? {
        error.status.flatMap { (400..<500).contains($0) && $0 != 401 && $0 != 403 && $0 != 429 ? $0 : nil }
    }
}
