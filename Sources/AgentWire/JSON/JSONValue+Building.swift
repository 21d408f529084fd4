internal import AgentPrimitives

extension JSONValue {
    /// An array of strings.
    static func strings(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }
}

extension JSONObject {
    /// This object with the members of another one behind, but for those of the given names.
    func adding(_ extras: JSONObject, except names: Set<String>) -> JSONObject {
        guard !extras.isEmpty else { return self }
        return JSONObject(members + extras.members.filter { !names.contains($0.key) })
    }
}
