internal import AgentPrimitives

/// Writes the events of a stream as bytes; each event's name is its data's `type`.
enum AnthropicEventWriter {
    static func write(_ type: String, _ members: JSONObject, into bytes: inout [UInt8]) {
        var object: JSONObject = ["type": .string(type)]
        for (key, value) in members.members { object[key] = value }
        write(type, data: .object(object), into: &bytes)
    }

    static func write(_ name: String, data: JSONValue, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: "event: \(name)\ndata: ".utf8)
        data.serialize(into: &bytes)
        bytes.append(contentsOf: "\n\n".utf8)
    }

    static func delta(_ delta: JSONObject, index: Int, into bytes: inout [UInt8]) {
        write("content_block_delta", ["index": .int(index), "delta": .object(delta)], into: &bytes)
    }

    /// The delta that makes up nearly all of a stream, written without building a JSON value for it.
    static func delta(
        _ type: StaticString, _ key: StaticString, _ text: String, index: Int, into bytes: inout [UInt8]
    ) {
        append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":", to: &bytes)
        bytes.append(contentsOf: String(index).utf8)
        append(",\"delta\":{\"type\":\"", to: &bytes)
        append(type, to: &bytes)
        append("\",\"", to: &bytes)
        append(key, to: &bytes)
        append("\":", to: &bytes)
        JSONValue.string(text).serialize(into: &bytes)
        append("}}\n\n", to: &bytes)
    }

    private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
