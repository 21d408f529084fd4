internal import AgentPrimitives

/// What only this API understands, on its way through the canonical form: items, and what messages and calls have beyond it.
///
/// State with the type `message` belongs to the message before it: `content` holds parts to append, the rest are members
/// to add, after which the message ends.
enum ResponsesState {
    static let origin = UpstreamKind.openAIResponses.rawValue

    /// An item, or a piece of one, as state.
    static func state(_ object: JSONObject) -> ProviderState {
        ProviderState(origin: origin, data: JSONValue.object(object).text())
    }

    /// The item in some state; `nil` for that of another API, and for one that is no object.
    static func object(in state: ProviderState) -> JSONObject? {
        guard state.belongs(to: origin) else { return nil }
        return (try? JSONValue(parsing: state.data))?.objectValue
    }

    /// What an object has beyond some members, as state; `nil` for nothing.
    static func rest(of object: JSONObject, beyond known: Set<String>, as type: String? = nil) -> ProviderState? {
        let rest = object.members.filter { !known.contains($0.key) && !$0.value.isNull }
        guard !rest.isEmpty else { return nil }
        return state(JSONObject((type.map { [(key: "type", value: .string($0))] } ?? []) + rest))
    }

    /// A content part that has no canonical form, as state of its message.
    static func part(_ part: JSONValue) -> ProviderState {
        state(["type": "message", "content": [part]])
    }

    /// An item as it is replayed: without its status, which says only how far an answer had come.
    static func item(_ item: JSONObject) -> ProviderState {
        var item = item
        item["status"] = nil
        return state(item)
    }

    /// Members of a message that have a canonical form, or none outside one answer.
    static let messageMembers: Set<String> = ["type", "id", "role", "content", "status"]
    /// The same of a function call.
    static let callMembers: Set<String> = ["type", "id", "call_id", "name", "arguments", "status"]
}
