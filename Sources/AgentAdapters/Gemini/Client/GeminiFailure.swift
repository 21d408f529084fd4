internal import AgentNetwork
internal import AgentPrimitives

/// A failure in the form of Google's APIs: `{"error":{"code","message","status"}}`.
struct GeminiFailure: Sendable {
    private let error: ModelError

    init(_ error: ModelError) {
        self.error = error
    }

    /// The document.
    var body: JSONValue {
        var object: JSONObject = [
            "code": .int(code.status), "message": .string(error.message), "status": .string(code.name),
        ]
        if let delay = error.retryAfter {
            object["details"] = [
                [
                    "@type": "type.googleapis.com/google.rpc.RetryInfo",
                    "retryDelay": .string("\(Self.seconds(delay))s"),
                ]
            ]
        }
        return ["error": .object(object)]
    }

    /// The document with its status.
    var response: ClientFailure {
        var headers = HTTPHeaders()
        if let delay = error.retryAfter { headers["Retry-After"] = "\(Self.seconds(delay))" }
        return ClientFailure(status: code.status, headers: headers, body: body)
    }

    /// HTTP status and name by google.rpc.Code.
    private var code: (status: Int, name: String) {
        switch error.code {
        case .invalidRequest, .windowExceeded: (400, "INVALID_ARGUMENT")
        case .authentication where error.status == 403: (403, "PERMISSION_DENIED")
        case .authentication: (401, "UNAUTHENTICATED")
        case .unknownModel: (404, "NOT_FOUND")
        case .rateLimited: (429, "RESOURCE_EXHAUSTED")
        case .cancelled: (499, "CANCELLED")
        case .overloaded, .unreachable: (503, "UNAVAILABLE")
        case .timedOut: (504, "DEADLINE_EXCEEDED")
        default: (500, "INTERNAL")
        }
    }

    /// Whole seconds, rounded up.
    private static func seconds(_ delay: Duration) -> Int64 {
        max(0, delay.components.seconds + (delay.components.attoseconds > 0 ? 1 : 0))
    }
}
