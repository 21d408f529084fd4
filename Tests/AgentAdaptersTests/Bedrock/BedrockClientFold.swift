import AgentPrimitives

@testable import AgentAdapters

/// Makes of a stream what a client library makes of it: a message of blocks by index.
struct BedrockClientFold {
    /// A stream that would break a client.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var blocks: [JSONObject] = []
    private(set) var stopReason: JSONValue?
    private(set) var metadata: JSONValue?
    /// The name and the document of the exception that ended the stream.
    private(set) var exception: (type: String, payload: JSONValue)?
    /// The names of the events in order.
    private(set) var types: [String] = []
    private var open: Int?
    private var input = ""

    init(_ bytes: [UInt8]) throws {
        var decoder = EventStreamDecoder()
        var messages: [EventStreamMessage] = []
        try decoder.decode(bytes, into: &messages)
        try decoder.end()
        for message in messages {
            guard exception == nil, metadata == nil else { throw Broken(description: "events follow the end") }
            let json = try JSONValue(parsing: message.payload)
            guard message.text(":content-type") == "application/json" else {
                throw Broken(description: "no content type")
            }
            if message.text(":message-type") == "exception" {
                exception = (message.text(":exception-type") ?? "", json)
            } else {
                let type = message.text(":event-type") ?? ""
                if (types.isEmpty) != (type == "messageStart") { throw Broken(description: "\(type) out of turn") }
                types.append(type)
                try take(type, json)
            }
        }
        guard open == nil else { throw Broken(description: "a block is open at the end") }
        guard (metadata != nil) != (exception != nil) else { throw Broken(description: "neither end nor exception") }
    }

    /// The answer as one document.
    var document: JSONValue {
        [
            "output": ["message": ["role": "assistant", "content": .array(blocks.map { .object($0) })]],
            "stopReason": stopReason ?? .null, "usage": metadata?["usage"] ?? .null,
            "metrics": metadata?["metrics"] ?? .null,
        ]
    }

    private mutating func take(_ type: String, _ json: JSONValue) throws {
        let index = json["contentBlockIndex"]?.intValue
        switch type {
        case "messageStart":
            guard json["role"] == "assistant" else { throw Broken(description: "no role") }
        case "contentBlockStart":
            guard index == blocks.count, open == nil else { throw Broken(description: "block out of turn: \(json)") }
            open = index
            blocks.append(json["start"]?.objectValue ?? JSONObject())
        case "contentBlockDelta":
            if open == nil {
                guard index == blocks.count else { throw Broken(description: "block out of turn: \(json)") }
                open = index
                blocks.append(JSONObject())
            }
            guard let open, index == open else { throw Broken(description: "stray \(json)") }
            try apply(json["delta"] ?? .null, to: open)
        case "contentBlockStop":
            guard let index, index == open else { throw Broken(description: "stray \(json)") }
            close(index)
        case "messageStop":
            guard open == nil else { throw Broken(description: "stop within a block") }
            stopReason = json["stopReason"]
        case "metadata":
            guard stopReason != nil else { throw Broken(description: "metadata ahead of the stop") }
            metadata = json
        default:
            throw Broken(description: "unknown event \(type)")
        }
    }

    private mutating func apply(_ delta: JSONValue, to index: Int) throws {
        guard let (key, value) = delta.objectValue?.members.first else { throw Broken(description: "empty delta") }
        switch key {
        case "text":
            let known = blocks[index]["text"]?.stringValue ?? ""
            blocks[index]["text"] = .string(known + (value.stringValue ?? ""))
        case "citation":
            let known = blocks[index]["citations"]?.arrayValue ?? []
            blocks[index]["citations"] = .array(known + [value])
        case "reasoningContent":
            if let data = value["redactedContent"] {
                return blocks[index]["reasoningContent"] = ["redactedContent": data]
            }
            var content = blocks[index]["reasoningContent"]?["reasoningText"]?.objectValue ?? ["text": ""]
            if let text = value["text"]?.stringValue {
                content["text"] = .string((content["text"]?.stringValue ?? "") + text)
            }
            if let signature = value["signature"] { content["signature"] = signature }
            blocks[index]["reasoningContent"] = ["reasoningText": .object(content)]
        case "toolUse":
            input += value["input"]?.stringValue ?? ""
        case "toolResult", "image":
            guard case .object(var object)? = blocks[index][key] else {
                throw Broken(description: "no start for \(key)")
            }
            if key == "image" { object["source"] = value["source"] } else { object["content"] = value }
            blocks[index][key] = .object(object)
        default:
            throw Broken(description: "unknown delta \(delta)")
        }
    }

    private mutating func close(_ index: Int) {
        if case .object(var use)? = blocks[index]["toolUse"] {
            // Arguments that were cut off are no JSON.
            use["input"] = (try? JSONValue(parsing: input)) ?? .string(input)
            blocks[index]["toolUse"] = .object(use)
        }
        if let citations = blocks[index]["citations"] {
            let content: JSONValue = blocks[index]["text"].map { [["text": $0]] } ?? []
            blocks[index] = ["citationsContent": ["content": content, "citations": citations]]
        }
        input = ""
        open = nil
    }
}
