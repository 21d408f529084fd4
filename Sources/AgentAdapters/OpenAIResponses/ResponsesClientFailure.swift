internal import AgentNetwork
internal import AgentPrimitives

/// Writes a failure as this API has it.
enum ResponsesClientFailure {
    /// The error document with its status.
    static func failure(_ error: ModelError) -> ClientFailure {
        let (status, type) = kind(of: error)
        var headers = HTTPHeaders()
        if let wait = error.retryAfter {
            let seconds = wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0)
            headers["Retry-After"] = String(max(0, seconds))
        }
        return ClientFailure(
            status: status, headers: headers,
            body: [
                "error": [
                    "message": .string(error.message), "type": .string(type), "param": .null,
                    "code": .string(code(of: error)),
                ]
            ])
    }

    /// The code of a failure, in a document and in a failed response alike.
    static func code(of error: ModelError) -> String {
        switch error.code {
        case .unknownModel: "model_not_found"
        case .invalidRequest: "invalid_prompt"
        case .authentication: "invalid_api_key"
        case .rateLimited: "rate_limit_exceeded"
        case .overloaded: "server_is_overloaded"
        case .windowExceeded: "context_length_exceeded"
        case .timedOut: "timeout"
        default: "server_error"
        }
    }

    private static func kind(of error: ModelError) -> (status: Int, type: String) {
        switch error.code {
        case .unknownModel: (404, "invalid_request_error")
        case .invalidRequest, .windowExceeded: (error.status == 413 ? 413 : 400, "invalid_request_error")
        case .authentication: (error.status == 403 ? 403 : 401, "authentication_error")
        case .rateLimited: (429, "rate_limit_error")
        case .overloaded: (503, "server_error")
        case .timedOut: (504, "server_error")
        case .unreachable, .malformedResponse: (502, "server_error")
        case .cancelled: (499, "server_error")
        default: (500, "server_error")
        }
    }
}
