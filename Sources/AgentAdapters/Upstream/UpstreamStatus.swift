internal import AgentNetwork
internal import AgentPrimitives

/// Turns a response with an error status into an error that says what to do.
enum UpstreamStatus {
    static func code(of status: Int) -> ModelError.Code {
        switch status {
        case 401, 403: .authentication
        case 408, 504: .timedOut
        case 429: .rateLimited
        case 503, 529: .overloaded
        case 400..<500: .invalidRequest
        default: .upstreamFailed
        }
    }

    /// - Parameter body: The beginning of the response's content; JSON, a web page or plain text.
    /// - Parameter named: The kind of failure where the API names it; it counts more than anything else.
    static func error(
        status: Int, headers: HTTPHeaders, body: [UInt8], host: String, named: ModelError.Code? = nil
    ) -> ModelError {
        let text = String(decoding: body, as: UTF8.self)
        let failure = (try? JSONValue(parsing: text)).flatMap { UpstreamFailure(errorBody: $0) }
        // An own word for a wrong model or key tells more than 400 or 404; for the rest the status is the better witness.
        let byStatus = code(of: status)
        let code = named ?? (byStatus == .invalidRequest ? failure?.labelledCode ?? byStatus : byStatus)
        let isPage = headers["content-type"]?.lowercased().contains("html") ?? text.hasPrefix("<")
        let reason = failure?.message ?? (isPage ? "a web page: \(Excerpt.of(page: text))" : Excerpt.of(text))
        return ModelError(
            code,
            "\(host) answered with status \(status)" + (reason.isEmpty ? "" : " (\(reason))") + advice(code, status),
            retryAfter: RetryAfter.read(from: headers) ?? failure?.retryAfter, status: status)
    }

    private static func advice(_ code: ModelError.Code, _ status: Int) -> String {
        switch (code, status) {
        case (.authentication, _): "; check the model's api_key"
        case (.unknownModel, _): "; check the model's name"
        case (_, 404), (_, 405): "; check that base_url includes the API's path, such as /v1, and the model's name"
        case (.rateLimited, _), (.overloaded, _): "; try again later"
        case (_, 300..<400): "; redirects are not followed, set base_url to the final address"
        default: ""
        }
    }
}
