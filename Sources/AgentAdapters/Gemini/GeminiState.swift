internal import AgentPrimitives

/// What Gemini gave and wants back as it was, in the form of a ``ProviderState``.
enum GeminiState: Sendable {
    /// The thought signature of a part; one that stands behind a part in a message belongs to that part.
    case signature(String)
    /// A whole part that has no other form here, such as code that ran, or a signature that stands alone.
    case part(JSONObject)
    /// More members of the part before it.
    case members(JSONObject)

    /// Marks ``members``; no part has a member of this name.
    private static let membersKey = "partMembers"

    /// Reads what was kept; `nil` for what belongs to another API.
    init?(_ state: ProviderState) {
        guard state.belongs(to: GeminiDialect.origin) else { return nil }
        // Signatures are base64.
        guard state.data.utf8.first == UInt8(ascii: "{"),
            let object = (try? JSONValue(parsing: state.data))?.objectValue
        else {
            self = .signature(state.data)
            return
        }
        if let members = object[Self.membersKey]?.objectValue {
            self = .members(members)
        } else {
            self = .part(object)
        }
    }

    /// The state to keep.
    var state: ProviderState {
        let data =
            switch self {
            case .signature(let signature): signature
            case .part(let part): JSONValue.object(part).text()
            case .members(let members): JSONValue.object([Self.membersKey: .object(members)]).text()
            }
        return ProviderState(origin: GeminiDialect.origin, data: data)
    }
}
