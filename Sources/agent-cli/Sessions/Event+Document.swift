internal import AgentRuntime

extension Event {
    /// The event as one JSON object: hash, kind, payload, sequence and time; a payload that is no JSON is given as text.
    var document: JSONValue {
        let text = String(decoding: payload, as: UTF8.self)
        return [
            "kind": .string(kind.rawValue), "sequence": .int(sequence), "time": .string(time.description),
            "payload": (try? JSONValue(parsing: payload)) ?? .string(text), "hash": .string(hash.description),
        ]
    }
}
