internal import AgentPrimitives

/// The response object of one answer, which repeats what was asked.
struct ResponsesDocument: Sendable {
    private let identity: AnswerIdentity
    private let settings: JSONObject

    init(answering request: ModelRequest, identity: AnswerIdentity) {
        self.identity = identity
        var encoder = ResponsesRequestEncoder(options: OpenAIResponsesOptions(), names: nil)
        settings = encoder.settings(of: request)
    }

    /// The object.
    ///
    /// - Parameters:
    ///   - incomplete: Why the answer was cut off.
    ///   - error: Code and message of a failure.
    func json(
        status: String, output: [JSONValue] = [], usage: Usage? = nil, incomplete: String? = nil,
        error: (code: String, message: String)? = nil
    ) -> JSONValue {
        var json: JSONObject = [
            "id": .string("resp_\(identity.id)"), "object": "response",
            "created_at": .int(identity.created.microseconds / 1_000_000), "status": .string(status),
        ]
        json["background"] = false
        json["error"] = error.map { ["code": .string($0.code), "message": .string($0.message)] } ?? .null
        json["incomplete_details"] = incomplete.map { ["reason": .string($0)] } ?? .null
        json["model"] = .string(identity.model)
        json["output"] = .array(output)
        for (key, fallback) in Self.repeated { json[key] = settings[key] ?? fallback }
        for key in Self.optional { json[key] = settings[key] }
        if json["reasoning"]?.objectValue != nil {
            json["reasoning"] = [
                "effort": settings["reasoning"]?["effort"] ?? .null,
                "summary": settings["reasoning"]?["summary"] ?? .null,
            ]
        }
        if json["text"]?["format"] == nil {
            var text = json["text"]?.objectValue ?? [:]
            text["format"] = ["type": "text"]
            json["text"] = .object(text)
        }
        // Nothing is kept here; an answer cannot be looked up later.
        json["store"] = false
        json["usage"] = usage.map(ResponsesUsage.json) ?? .null
        return .object(json)
    }

    /// Members that clients rely on, with what they are when nothing was asked.
    private static let repeated: [(String, JSONValue)] = [
        ("instructions", .null), ("max_output_tokens", .null), ("metadata", [:]), ("parallel_tool_calls", true),
        ("previous_response_id", .null), ("reasoning", [:]), ("temperature", .null), ("text", [:]),
        ("tool_choice", "auto"), ("tools", []), ("top_p", .null), ("truncation", "disabled"), ("user", .null),
    ]
    /// Members that are there when they were asked for.
    private static let optional = ["max_tool_calls", "prompt_cache_key", "safety_identifier", "service_tier"]
}
