internal import AgentNetwork
internal import AgentPrimitives

extension NetworkError {
    /// The failure in terms of a model call to `host`.
    func modelError(host: String) -> ModelError {
        let code: ModelError.Code =
            switch self.code {
            case .cancelled: .cancelled
            case .timedOut: .timedOut
            case .invalidURL, .invalidRequest: .invalidRequest
            case .truncated, .invalidResponse, .limitExceeded: .malformedResponse
            case .connectionClosed where phase == .responseBody: .malformedResponse
            case .system: .upstreamFailed
            default: .unreachable
            }
        let advice = code == .unreachable ? "; check base_url and that the server runs" : ""
        return ModelError(code, "\(host): \(description)\(advice)")
    }
}
