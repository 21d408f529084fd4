internal import AgentPrimitives

/// An error object of an upstream, in the body of an error response or in the middle of a stream.
struct UpstreamFailure: Sendable {
    let message: String
    /// The upstream's own words for the kind of failure, in lower case: its `type`, `code` and `status`.
    private let labels: String
    /// A numeric code in the range of HTTP statuses.
    private let status: Int?
    /// When the upstream will take the next call, if the object says so (google.rpc.RetryInfo).
    private(set) var retryAfter: Duration?

    /// Recognises `{"error":…}`, `{"object":"error",…}` and either inside an array of one; explicit nulls are no error.
    init?(_ json: JSONValue) {
        let json = json.arrayValue?.first ?? json
        switch json["error"] {
        case .some(.object(let object)):
            self.init(body: .object(object))
        case .string(let text):
            self.init(message: text, labels: [json["type"], json["code"]])
        default:
            guard json["object"]?.stringValue == "error" || json["type"]?.stringValue == "error" else { return nil }
            self.init(body: json)
        }
    }

    /// Reads the body of a response with an error status, where fewer marks are needed to know an error.
    init?(errorBody json: JSONValue) {
        if let failure = UpstreamFailure(json) {
            self = failure
        } else if let text = json["message"]?.stringValue ?? json["Message"]?.stringValue
            ?? json["detail"]?.stringValue
            ?? json["detail"]?[0]?["msg"]?.stringValue
        {
            self.init(message: text, labels: [json["type"], json["code"]])
        } else {
            return nil
        }
    }

    private init(body: JSONValue) {
        // Google says the reason in the details (google.rpc.ErrorInfo), such as `API_KEY_INVALID`.
        let details = body["details"]?.arrayValue ?? []
        self.init(
            message: body["message"]?.stringValue ?? "",
            labels: [body["type"], body["code"], body["status"]] + details.map { $0["reason"] })
        retryAfter = details.lazy.compactMap { $0["retryDelay"]?.stringValue }.first.flatMap(RetryAfter.read)
    }

    private init(message: String, labels: [JSONValue?]) {
        self.message = Excerpt.of(message)
        self.labels = labels.compactMap { $0?.stringValue?.lowercased() }.joined(separator: " ")
        status =
            labels.compactMap { label in
                (label?.intValue ?? label?.stringValue.flatMap(Int.init)).flatMap {
                    (400...599).contains($0) ? $0 : nil
                }
            }.first
    }

    /// The failure as an error, for an answer that had begun with a good status.
    func error() -> ModelError {
        ModelError(
            code, "the model's server reported: \(message.isEmpty ? "an error without text" : message)",
            retryAfter: retryAfter, status: status)
    }

    /// The kind of failure by the upstream's own words, else by its status.
    var code: ModelError.Code { labelledCode ?? UpstreamStatus.code(of: status ?? 500) }

    /// The kind of failure by the upstream's own words; `nil` when they say nothing of use.
    var labelledCode: ModelError.Code? {
        Self.codes.first { labels.contains($0.label) }?.code
    }

    /// More telling labels first.
    private static let codes: [(label: String, code: ModelError.Code)] = [
        ("model_not_found", .unknownModel), ("rate_limit", .rateLimited), ("insufficient_quota", .rateLimited),
        ("resource_exhausted", .rateLimited), ("overloaded", .overloaded), ("unavailable", .overloaded),
        ("api_key", .authentication), ("authentication", .authentication), ("permission", .authentication),
        ("timeout", .timedOut), ("context_length", .invalidRequest), ("invalid_request", .invalidRequest),
        ("invalid_argument", .invalidRequest), ("badrequest", .invalidRequest), ("server_error", .upstreamFailed),
    ]
}
