internal import AgentPrimitives
internal import AgentWire

/// The content of the frame that resets a stream: an ATP error code, and the model error behind it if there is one.
struct StreamFailure: Sendable {
    /// The error codes of ATP 1.1 that a stream ends with.
    enum Code: String, Sendable {
        case proto = "EPROTO"
        case window = "EWINDOW"
        case budget = "EBUDGET"
        case timeout = "ETIMEOUT"
        case agentDown = "EAGENTDOWN"
        case security = "ESEC"
    }

    let code: Code
    let error: ModelError

    init(_ error: ModelError) {
        self.error = error
        code =
            switch error.code {
            case .windowExceeded: .window
            case .timedOut: .timeout
            case .authentication: .security
            case .invalidRequest, .unknownModel: .proto
            default: .agentDown
            }
    }

    init(_ refusal: SessionWindow.Refusal) {
        switch refusal {
        case .parallel(let limit):
            code = .window
            error = ModelError(
                .windowExceeded,
                "The session may have \(limit) model calls under way and has them. Wait for one to end.")
        case .tokens(let limit, let free):
            code = .window
            error = ModelError(
                .windowExceeded,
                "The call needs more tokens than the session's window of \(limit) has free (\(free)). Ask for less.")
        case .cost(let limit, let free):
            code = .budget
            error = ModelError(
                .windowExceeded,
                "The call may cost more than the session's window of \(limit) has free (\(free)). Raise it or ask for less."
            )
        }
    }

    var payload: ATPPayload {
        var content: JSONObject = [
            "code": .string(code.rawValue), "message": .string(error.message),
            "model_error": .string(error.code.description),
        ]
        if let retryAfter = error.retryAfter {
            let (seconds, attoseconds) = retryAfter.components
            content["retry_after_ms"] = .int(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        }
        if let status = error.status { content["status"] = .int(status) }
        return ATPPayload(type: .error, content: .object(content))
    }

    /// Reads what the payload of a reset says; a reset without a model error is an upstream failure.
    static func modelError(in payload: ATPPayload) -> ModelError {
        let content = payload.content
        let code = content["model_error"]?.stringValue.flatMap(ModelError.Code.init(name:))
        return ModelError(
            code ?? .upstreamFailed,
            content["message"]?.stringValue ?? "The router reset the stream without saying why.",
            retryAfter: content["retry_after_ms"]?.intValue.map { .milliseconds($0) },
            status: content["status"]?.intValue)
    }
}
