internal import AgentPrimitives

/// Writes the events of a streamed response, numbered from 0; a silent one only lets an answer be built.
struct ResponsesEventStream: Sendable {
    private let isSilent: Bool
    private var sequence = 0
    /// What was written and not taken.
    private(set) var bytes: [UInt8] = []

    init(isSilent: Bool) {
        self.isSilent = isSilent
    }

    /// Writes an event; its type and number are added.
    mutating func emit(_ type: String, _ members: JSONObject) {
        guard !isSilent else { return }
        bytes += "event: \(type)\ndata: ".utf8
        var event: JSONObject = ["type": .string(type), "sequence_number": .int(sequence)]
        for (key, value) in members.members { event.append(key: key, value: value) }
        // Compact JSON has no line breaks, so one data line holds it.
        JSONValue.object(event).serialize(into: &bytes)
        bytes += "\n\n".utf8
        sequence += 1
    }

    /// Moves what was written to the end of `output`.
    mutating func drain(into output: inout [UInt8]) {
        output += bytes
        bytes.removeAll(keepingCapacity: true)
    }
}
