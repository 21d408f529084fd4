internal import AgentPrimitives

/// The failure that a response, an event or a document reports.
enum ResponsesFailure {
    /// Reads an `error` member, or an event that is itself the error.
    static func error(in json: JSONValue) -> ModelError {
        guard var error = UpstreamFailure(json)?.error() ?? UpstreamFailure(errorBody: json)?.error() else {
            return ModelError(.upstreamFailed, "the model's server broke the answer off and gave no reason; try again")
        }
        let code = json["error"]?["code"]?.stringValue ?? json["code"]?.stringValue ?? ""
        // What the words of this API mean that are not those of all.
        if code == "slow_down" { error.code = .overloaded }
        if code == "usage_limit_reached" || code == "usage_not_included" { error.code = .rateLimited }
        if inputCodes.contains(where: { code.hasPrefix($0) }) { error.code = .invalidRequest }
        return error
    }

    /// How the codes begin that blame the input.
    private static let inputCodes = [
        "invalid_", "image_", "unsupported_", "empty_image", "failed_to_download_image", "bio_policy", "cyber_policy",
    ]
}
