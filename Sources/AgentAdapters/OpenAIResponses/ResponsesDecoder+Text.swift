internal import AgentPrimitives

extension ResponsesDecoder {
    private typealias Key = ResponsesItemLedger.PartKey

    /// Takes an event about a text; unknown ones are ignored.
    mutating func takeText(_ event: JSONValue, type: String, into events: inout [ModelEvent]) throws(ModelError) {
        let content = event["content_index"]?.intValue ?? 0
        let summary = event["summary_index"]?.intValue ?? 0
        switch type {
        case "response.output_text.delta", "response.output_text.done":
            try say(event, "text", in: "message", Key(place: .content, index: content), into: &events)
        case "response.refusal.delta", "response.refusal.done":
            try say(event, "refusal", in: "message", Key(place: .refusal, index: content), into: &events)
        case "response.reasoning_text.delta", "response.reasoning_text.done":
            try say(event, "text", in: "reasoning", Key(place: .content, index: content), into: &events)
        case "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done":
            try say(event, "text", in: "reasoning", Key(place: .summary, index: summary), into: &events)
        case "response.content_part.done":
            guard let part = event["part"] else { return }
            let item = part["type"]?.stringValue == "reasoning_text" ? "reasoning" : "message"
            let position = try position(of: event, type: item, into: &events)
            try take(part, number: content, of: position, into: &events)
        case "response.output_text.annotation.added":
            let position = try position(of: event, type: "message", into: &events)
            if let annotation = event["annotation"]?.objectValue {
                try cite(annotation, in: Key(place: .content, index: content), of: position, into: &events)
            }
        default:
            break
        }
    }

    /// Takes the whole of a message.
    mutating func completeMessage(
        _ item: JSONObject, at position: Int, isFirst: Bool, into events: inout [ModelEvent]
    ) throws(ModelError) {
        if let text = item["content"]?.stringValue {
            try reconcile(text, in: Key(place: .content, index: 0), of: position, into: &events)
        }
        for (number, part) in (item["content"]?.arrayValue ?? []).enumerated() {
            try take(part, number: number, of: position, into: &events)
            if isFirst, !Self.isKnown(part), part.objectValue != nil {
                speech = nil
                try assembler.add(.opaque(ResponsesState.part(part)), into: &events)
            }
        }
        let rest = ResponsesState.rest(of: item, beyond: ResponsesState.messageMembers, as: "message")
        if isFirst, let rest, !ledger[position].parts.isEmpty {
            speech = nil
            try assembler.add(.opaque(rest), into: &events)
        }
    }

    /// Takes the whole of a reasoning item, with what its provider needs to go on from it.
    mutating func completeReasoning(
        _ item: JSONObject, at position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        try reconcileReasoning(with: item, at: position, into: &events)
        guard ResponsesReasoning.hasContent(item) else { return }
        let state = ResponsesState.item(item)
        if speech?.item == position, try assembler.signSpeech(with: state) {
            assembler.endSpeech(into: &events)
        } else if ledger[position].spoken.isEmpty || item["encrypted_content"]?.stringValue != nil {
            try assembler.add(.redactedReasoning(state), into: &events)
        }
        speech = nil
    }

    /// Says what of the whole reasoning has not gone out, however its server divides it into parts.
    private mutating func reconcileReasoning(
        with item: JSONObject, at position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let spoken = ledger[position].spoken
        let whole =
            switch ledger[position].voice {
            case nil: ResponsesReasoning.text(of: item)
            case .summary: ResponsesReasoning.text(of: item["summary"])
            case .some: ResponsesReasoning.text(of: item["content"])
            }
        guard whole.utf8.count > spoken.utf8.count, whole.utf8.starts(with: spoken.utf8) else { return }
        if speech?.item != position {
            assembler.endSpeech(into: &events)
            speech = Speech(item: position, part: Key(place: .summary, index: 0))
        }
        let rest = String(Substring(whole.utf8.dropFirst(spoken.utf8.count)))
        try assembler.say(rest, as: .reasoning, into: &events)
        ledger[position].spoken = whole
    }

    /// Takes a whole part of a message or of reasoning.
    private mutating func take(
        _ part: JSONValue, number: Int, of position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        switch part["type"]?.stringValue {
        case "output_text", "text", "reasoning_text":
            let key = Key(place: .content, index: number)
            try reconcile(part["text"]?.stringValue ?? "", in: key, of: position, into: &events)
            let annotations = part["annotations"]?.arrayValue ?? []
            let known = ledger[position].parts[key]?.citations ?? 0
            for annotation in annotations.dropFirst(known).compactMap(\.objectValue) {
                try cite(annotation, in: key, of: position, into: &events)
            }
        case "refusal":
            let key = Key(place: .refusal, index: number)
            try reconcile(part["refusal"]?.stringValue ?? "", in: key, of: position, into: &events)
        default:
            break
        }
    }

    private static func isKnown(_ part: JSONValue) -> Bool {
        ["output_text", "text", "reasoning_text", "refusal"].contains(part["type"]?.stringValue ?? "")
    }

    /// Takes a delta, or the whole text where the event has no delta.
    private mutating func say(
        _ event: JSONValue, _ member: String, in type: String, _ key: ResponsesItemLedger.PartKey,
        into events: inout [ModelEvent]
    ) throws(ModelError) {
        if let delta = event["delta"]?.stringValue {
            guard !delta.isEmpty else { return }
            let position = try position(of: event, type: type, into: &events)
            try say(delta, in: key, of: position, into: &events)
        } else if let whole = event[member]?.stringValue, !whole.isEmpty {
            let position = try position(of: event, type: type, into: &events)
            try reconcile(whole, in: key, of: position, into: &events)
        }
    }

    /// Says what of a whole text has not gone out; one that differs from its deltas is not heard.
    private mutating func reconcile(
        _ whole: String, in key: ResponsesItemLedger.PartKey, of position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let said = ledger[position].parts[key]?.text ?? ""
        guard whole.utf8.count > said.utf8.count, whole.utf8.starts(with: said.utf8) else { return }
        let rest = String(Substring(whole.utf8.dropFirst(said.utf8.count)))
        try say(rest, in: key, of: position, into: &events)
    }

    private mutating func say(
        _ text: String, in key: ResponsesItemLedger.PartKey, of position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard ledger[position].type == "message" else {
            return try think(text, in: key, of: position, into: &events)
        }
        let place = Speech(item: position, part: key)
        if speech != place {
            assembler.endSpeech(into: &events)
            speech = place
        }
        if key.place == .refusal { isRefusal = true }
        try assembler.say(text, as: key.place == .refusal ? .refusal : .text, into: &events)
        ledger[position].parts[key, default: ResponsesItemLedger.Part()].text += text
    }

    private mutating func think(
        _ text: String, in key: ResponsesItemLedger.PartKey, of position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        // Some servers send the reasoning and its summary; one of them is enough to read.
        guard ledger[position].voice ?? key.place == key.place else { return }
        ledger[position].voice = key.place
        let isNextPart = ledger[position].speaking != key && !ledger[position].spoken.isEmpty
        if isNextPart { ledger[position].spoken += ResponsesReasoning.separator }
        if speech?.item != position {
            assembler.endSpeech(into: &events)
        } else if isNextPart {
            try assembler.say(ResponsesReasoning.separator, as: .reasoning, into: &events)
        }
        speech = Speech(item: position, part: key)
        ledger[position].speaking = key
        try assembler.say(text, as: .reasoning, into: &events)
        ledger[position].spoken += text
        ledger[position].parts[key, default: ResponsesItemLedger.Part()].text += text
    }

    private mutating func cite(
        _ annotation: JSONObject, in key: ResponsesItemLedger.PartKey, of position: Int,
        into events: inout [ModelEvent]
    ) throws(ModelError) {
        let place = Speech(item: position, part: key)
        if speech != place {
            // Sources of a text that ended, or did not begin, get a block of their own.
            assembler.endSpeech(into: &events)
            try assembler.beginSpeech(.text, into: &events)
            speech = place
        }
        assembler.cite(
            Citation(
                url: Self.name(annotation["url"]), title: Self.name(annotation["title"] ?? annotation["filename"]),
                state: ResponsesState.state(annotation)), into: &events)
        ledger[position].parts[key, default: ResponsesItemLedger.Part()].citations += 1
    }
}
