import AgentAdapters
import AgentNetwork
import AgentPrimitives

/// A client's view of a streamed response, which holds the stream to the API's lifecycle.
struct ResponsesClientEvents {
    /// A rule of the lifecycle that a stream broke.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var events: [JSONValue] = []
    /// The last response object.
    private(set) var response: JSONValue = .null
    private(set) var items: [JSONValue] = []
    private var open: (index: Int, id: JSONValue)?
    /// The part at hand, and what its deltas came to.
    private var part: (index: JSONValue?, text: String)?
    private var isOver = false

    /// The types of the events, in order.
    var types: [String] { events.map { $0["type"]?.stringValue ?? "" } }

    init(_ bytes: [UInt8]) throws {
        var decoder = ServerSentEventDecoder()
        for event in try decoder.decode(bytes) {
            let json = try JSONValue(parsing: event.data)
            guard json["type"]?.stringValue == event.event else {
                throw Violation(description: "the event '\(event.event)' is named otherwise in its data")
            }
            try take(json, type: event.event)
        }
        guard isOver else { throw Violation(description: "the stream has no last event") }
    }

    private mutating func take(_ event: JSONValue, type: String) throws {
        try require(!isOver, "nothing follows the last event; \(type) does")
        try require(event["sequence_number"]?.intValue == events.count, "numbers rise by one")
        events.append(event)
        switch type {
        case "response.created": try require(events.count == 1, "the stream begins once")
        case "response.in_progress": try require(events.count == 2, "progress is told after the beginning")
        case "response.output_item.added":
            try require(open == nil && event["output_index"]?.intValue == items.count, "items do not overlap")
            open = (items.count, event["item"]?["id"] ?? .null)
            part = nil
        case "response.output_item.done":
            try require(part == nil, "parts end before their item")
            try require(
                open?.index == event["output_index"]?.intValue && open?.id == (event["item"]?["id"] ?? .null),
                "an item ends under its own name")
            items.append(event["item"] ?? .null)
            open = nil
        case "response.completed", "response.incomplete", "response.failed":
            try require(open == nil, "items end before the response")
            response = event["response"] ?? .null
            try require(response["output"]?.arrayValue == items, "the response holds the items that were told")
            isOver = true
        default:
            try require(event["item_id"] == open?.id, "\(type) belongs to the open item")
            try require(event["output_index"]?.intValue == open?.index, "\(type) belongs to the open item")
            try takePart(event, type: type)
        }
    }

    private mutating func takePart(_ event: JSONValue, type: String) throws {
        let index = event["content_index"] ?? event["summary_index"]
        if type.hasSuffix("part.added") {
            try require(part == nil, "parts do not overlap")
            part = (index, "")
        } else if type.hasSuffix("part.done") {
            try require(part?.index == index, "a part ends under its own name")
            part = nil
        } else if type == "response.function_call_arguments.delta" {
            part = (nil, (part?.text ?? "") + (event["delta"]?.stringValue ?? ""))
        } else if type == "response.function_call_arguments.done" {
            try require((part?.text ?? "") == event["arguments"]?.stringValue, "the whole is what the pieces were")
            part = nil
        } else if type.hasSuffix(".delta") {
            try require(part != nil && part?.index == index, "a delta belongs to the open part")
            part?.text += event["delta"]?.stringValue ?? ""
        } else if type.hasSuffix("text.done") || type.hasSuffix("refusal.done") {
            let whole = event["text"] ?? event["refusal"]
            try require(part?.text == whole?.stringValue, "the whole is what the pieces were")
        }
    }

    private func require(_ isKept: Bool, _ rule: String) throws {
        if !isKept { throw Violation(description: rule) }
    }
}
