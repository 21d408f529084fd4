internal import AgentPrimitives

/// Extras by which the request of a client of this API keeps what the canonical form cannot tell.
enum ResponsesMarkers {
    /// Whether a field is noted as null: `max_output_tokens` was not set, or the user was named by `safety_identifier`.
    static func isMarked(_ field: String, in extras: JSONObject) -> Bool { extras[field]?.isNull == true }

    /// Whether the encoder has its own place for an extra.
    static func isPlaced(_ field: String) -> Bool { placed.contains(field) }

    private static let placed: Set<String> = ["tools", "include", "store", "max_output_tokens", "user", "stream"]
}
