internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives

/// A request that the gateway does not fulfil, with a code for programs and a sentence for people.
struct GatewayRefusal: Error {
    let status: HTTPStatus
    let code: String
    let message: String
    var headers = HTTPHeaders()

    init(_ status: HTTPStatus, _ code: String, _ message: String, headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
    }

    /// The answer for an error; `nil` for one that the server explains, or keeps to itself.
    static func response(to error: any Error) -> HTTPServerResponse? {
        switch error {
        case let error as GatewayRefusal: error.response
        case let error as HTTPError:
            GatewayRefusal(error.status, code(of: error.status), error.message, headers: error.headers).response
        case let error as MemoryError: GatewayRefusal(error).response
        case let error as NetworkError where error.phase == .requestBody && error.code == .limitExceeded:
            GatewayRefusal(.contentTooLarge, code(of: .contentTooLarge), error.message).response
        // What went wrong with the connection itself is the server's to judge.
        case is NetworkError, is CancellationError: nil
        default:
            GatewayRefusal(
                .internalServerError, "internal_error", "the server could not handle the request; tell its operator"
            ).response
        }
    }

    private var response: HTTPServerResponse {
        let document: JSONValue = ["error": ["code": .string(code), "message": .string(message)]]
        var response = HTTPServerResponse.json(document.serialized(), status: status)
        for field in headers { response.headers.set(field.name, to: field.value) }
        return response
    }

    /// The code of an error that middleware has thrown.
    private static func code(of status: HTTPStatus) -> String {
        switch status {
        case .badRequest: "bad_request"
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .requestTimeout: "request_timeout"
        case .contentTooLarge: "too_large"
        case .misdirectedRequest: "misdirected_request"
        case .tooManyRequests: "rate_limited"
        default: "error_\(status.code)"
        }
    }
}

extension GatewayRefusal {
    /// What a client is told of a failure of the store: enough to act on it, and not the path of the file.
    private init(_ error: MemoryError) {
        switch error.code {
        case .invalid: self.init(.badRequest, "invalid_value", error.message)
        case .full:
            self.init(
                .insufficientStorage, "storage_full",
                "the server's disk has no room for the entry and nothing was changed; try again when its operator has made room"
            )
        case .closed:
            self.init(
                .serviceUnavailable, "shutting_down", "the server is shutting down; try again",
                headers: ["Retry-After": "1"])
        case .readOnly:
            self.init(.serviceUnavailable, "read_only", "the server's memory may not be written now; tell its operator")
        default:
            self.init(
                .serviceUnavailable, "storage_failed",
                "the server's memory cannot be reached; try again, then tell its operator",
                headers: ["Retry-After": "5"])
        }
    }
}

extension HTTPStatus {
    /// 507 (RFC 4918 section 11.5).
    static let insufficientStorage = HTTPStatus(507)
}
