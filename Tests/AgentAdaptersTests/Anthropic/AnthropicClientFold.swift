import AgentNetwork
import AgentPrimitives

/// Makes of a stream what the provider's own client libraries make of it: blocks in a list by index.
struct AnthropicClientFold {
    /// A stream that would break a client.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var message = JSONValue.null
    /// The `error` event that ended the stream.
    private(set) var error: JSONValue?
    private(set) var isStopped = false
    /// The types of the events in order.
    private(set) var types: [String] = []
    private var blocks: [JSONObject] = []
    private var inputs: [String] = []
    private var open: Int?

    init(_ bytes: [UInt8]) throws {
        var decoder = ServerSentEventDecoder()
        for event in try decoder.decode(bytes) {
            let json = try JSONValue(parsing: event.data)
            guard json["type"]?.stringValue == event.event else {
                throw Broken(description: "the event \(event.event) has the data \(event.data)")
            }
            types.append(event.event)
            try take(json, type: event.event)
        }
        guard isStopped != (error != nil) else { throw Broken(description: "neither message_stop nor error") }
        guard open == nil else { throw Broken(description: "a block is open at the end") }
    }

    private mutating func take(_ json: JSONValue, type: String) throws {
        guard !isStopped, error == nil else { throw Broken(description: "\(type) follows the end") }
        if type != "message_start", type != "error", message.isNull {
            throw Broken(description: "\(type) before message_start")
        }
        switch type {
        case "message_start":
            message = json["message"] ?? .null
        case "content_block_start":
            guard json["index"]?.intValue == blocks.count, open == nil else {
                throw Broken(description: "block out of turn: \(json)")
            }
            open = blocks.count
            blocks.append(json["content_block"]?.objectValue ?? JSONObject())
            inputs.append("")
        case "content_block_delta":
            guard let open, json["index"]?.intValue == open else { throw Broken(description: "stray \(json)") }
            try apply(json["delta"] ?? .null, to: open)
        case "content_block_stop":
            guard let index = open, json["index"]?.intValue == index else { throw Broken(description: "stray \(json)") }
            // Arguments that were cut off are no JSON.
            if let input = try? JSONValue(parsing: inputs[index]) { blocks[index]["input"] = input }
            open = nil
        case "message_delta":
            guard var object = message.objectValue else { return }
            for (key, value) in json["delta"]?.objectValue?.members ?? [] { object[key] = value }
            object["usage"] = json["usage"]
            object["content"] = .array(blocks.map { .object($0) })
            message = .object(object)
        case "message_stop":
            isStopped = true
        case "error":
            error = json["error"]
        default:
            throw Broken(description: "unknown event \(type)")
        }
    }

    private mutating func apply(_ delta: JSONValue, to index: Int) throws {
        switch delta["type"]?.stringValue {
        case "text_delta": try grow("text", delta["text"], in: index)
        case "thinking_delta":
            guard blocks[index]["signature"] == "" else { throw Broken(description: "thinking behind its signature") }
            try grow("thinking", delta["thinking"], in: index)
        case "signature_delta": blocks[index]["signature"] = delta["signature"]
        case "citations_delta":
            let earlier = blocks[index]["citations"]?.arrayValue ?? []
            blocks[index]["citations"] = .array(earlier + [delta["citation"] ?? .null])
        case "input_json_delta": inputs[index] += delta["partial_json"]?.stringValue ?? ""
        default: throw Broken(description: "unknown delta \(delta)")
        }
    }

    private mutating func grow(_ key: String, _ piece: JSONValue?, in index: Int) throws {
        guard let text = blocks[index][key]?.stringValue, let more = piece?.stringValue else {
            throw Broken(description: "a block of \(blocks[index]) takes no \(key)")
        }
        blocks[index][key] = .string(text + more)
    }
}
