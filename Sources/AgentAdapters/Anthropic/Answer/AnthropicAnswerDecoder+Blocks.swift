internal import AgentPrimitives

extension AnthropicAnswerDecoder {
    /// Takes the start of a block, with whatever of it came along.
    mutating func startBlock(
        _ json: JSONValue, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        // A block that begins at the place of another one ends it.
        if open.contains(where: { $0.index == index }) { try stopBlock(index, into: &events) }
        guard case .object(let object) = json, let type = object["type"]?.stringValue else { return }
        switch type {
        case "text":
            assembler.endSpeech(into: &events)
            var block = AnthropicBlock(index: index, kind: .text)
            block.citations = (object["citations"]?.arrayValue ?? []).map(AnthropicCitation.read)
            try add(block)
            try assembler.say(object["text"]?.stringValue ?? "", as: .text, into: &events)
        case "thinking":
            assembler.endSpeech(into: &events)
            try add(AnthropicBlock(index: index, kind: .thinking))
            try assembler.say(object["thinking"]?.stringValue ?? "", as: .reasoning, into: &events)
            try sign(object["signature"]?.stringValue ?? "", into: &events)
        case "redacted_thinking":
            try add(AnthropicBlock(index: index, kind: .whole))
            let data = object["data"]?.stringValue ?? ""
            try assembler.add(.redactedReasoning(.anthropic(data)), into: &events)
        case "tool_use":
            try startCall(object, index: index, into: &events)
        default:
            try add(AnthropicBlock(index: index, kind: .opaque(object, input: "")))
        }
    }

    /// Takes a delta; one of text or thinking that belongs to no block that has begun begins one.
    mutating func take(_ delta: AnthropicDelta, into events: inout [ModelEvent]) throws(ModelError) {
        guard !delta.text.isEmpty || !delta.json.isNull else { return }
        start(nil, into: &events)
        guard let position = position(of: delta) else {
            switch delta.kind {
            case .text, .citation: return try begin(.text, with: delta, into: &events)
            case .thinking, .signature: return try begin(.thinking, with: delta, into: &events)
            case .input: throw Self.strayArgumentsError
            case .other: return
            }
        }
        switch (delta.kind, open[position].kind) {
        case (.input, .call(let call, _)): try assembler.addArguments(delta.text, toCall: call, into: &events)
        case (.input, _): try append(delta.text, toInputOf: position)
        case (_, .opaque): merge(delta, into: position)
        case (.text, _): try assembler.say(delta.text, as: .text, into: &events)
        case (.thinking, _): try assembler.say(delta.text, as: .reasoning, into: &events)
        case (.signature, _): try sign(delta.text, into: &events)
        case (.citation, _): open[position].citations.append(AnthropicCitation.read(delta.json))
        case (.other, _): break
        }
    }

    private static let strayArgumentsError = ModelError(
        .malformedResponse, "arguments arrived for a tool call that never began")

    /// Ends a block; without effect on one that never began.
    mutating func stopBlock(_ index: Int?, into events: inout [ModelEvent]) throws(ModelError) {
        guard let position = open.lastIndex(where: { $0.index == index }) ?? (index == nil ? open.indices.last : nil)
        else { return }
        let block = open.remove(at: position)
        switch block.kind {
        case .text:
            if !block.citations.isEmpty, assembler.speechKind != .text {
                try assembler.beginSpeech(.text, into: &events)
            }
            for citation in block.citations { assembler.cite(citation, into: &events) }
            assembler.endSpeech(into: &events)
        case .thinking:
            assembler.endSpeech(into: &events)
        case .call(let call, let input):
            if let input, assembler.arguments(ofCall: call).text.isEmpty {
                try assembler.reconcileArguments(input.text(), ofCall: call, into: &events)
            }
            try assembler.endCall(call, into: &events)
        case .opaque(var object, let input):
            if !input.isEmpty { object["input"] = (try? JSONValue(parsing: input)) ?? .string(input) }
            try assembler.add(.opaque(.anthropic(.object(object))), into: &events)
        case .whole:
            break
        }
    }

    private mutating func startCall(
        _ object: JSONObject, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let call = assembler.callCount
        try assembler.openCall(into: &events)
        let name = object["name"]?.stringValue.flatMap { $0.isEmpty ? nil : names.original(of: $0) }
        assembler.describeCall(call, id: object["id"]?.stringValue, name: name, into: &events)
        let further = object.members.filter { !["type", "id", "name", "input"].contains($0.key) && !$0.value.isNull }
        if !further.isEmpty {
            try assembler.signCall(call, with: .anthropic(.object(JSONObject(further))))
        }
        var input = object["input"]
        if case .string(let text)? = input { input = try? JSONValue(parsing: text) }
        if input?.isNull ?? true { input = nil }
        try add(AnthropicBlock(index: index, kind: .call(call, input: input)))
    }

    /// Keeps a signature for the thinking at hand, which may be without words.
    private mutating func sign(_ signature: String, into events: inout [ModelEvent]) throws(ModelError) {
        guard !signature.isEmpty else { return }
        if assembler.speechKind != .reasoning { try assembler.beginSpeech(.reasoning, into: &events) }
        _ = try assembler.signSpeech(with: .anthropic(signature))
    }
}

extension AnthropicAnswerDecoder {
    /// The open block that a delta belongs to: the one of its index, else the last one that takes it.
    private func position(of delta: AnthropicDelta) -> Int? {
        if let last = open.last, last.index == delta.index, last.takes(delta.kind) { return open.count - 1 }
        return open.lastIndex { $0.index == delta.index && ($0.takes(delta.kind) || $0.isOpaque) }
            ?? open.lastIndex { $0.takes(delta.kind) }
    }

    /// Begins a block whose start never came.
    private mutating func begin(
        _ kind: AnthropicBlock.Kind, with delta: AnthropicDelta, into events: inout [ModelEvent]
    ) throws(ModelError) {
        assembler.endSpeech(into: &events)
        try add(AnthropicBlock(index: delta.index, kind: kind))
        try take(delta, into: &events)
    }

    private mutating func add(_ block: AnthropicBlock) throws(ModelError) {
        guard open.count < limits.maxBlocks else {
            throw ModelError(.malformedResponse, "an answer has at most \(limits.maxBlocks) blocks; this one has more")
        }
        open.append(block)
    }

    /// Takes a delta of a block that is not understood: texts grow, anything else is replaced.
    private mutating func merge(_ delta: AnthropicDelta, into position: Int) {
        guard case .opaque(var object, let input) = open[position].kind else { return }
        let members: [JSONObject.Element] =
            switch delta.kind {
            case .text: [(key: "text", value: .string(delta.text))]
            case .thinking: [(key: "thinking", value: .string(delta.text))]
            case .signature: [(key: "signature", value: .string(delta.text))]
            case .citation, .input: []
            case .other: delta.json.objectValue?.members.filter { $0.key != "type" } ?? []
            }
        open[position].kind = .whole
        for (key, value) in members {
            if case .string(var text)? = object[key], case .string(let more) = value {
                // Taken out while it grows, so that it is not copied.
                object[key] = .null
                text += more
                object[key] = .string(text)
            } else {
                object[key] = value
            }
        }
        open[position].kind = .opaque(object, input: input)
    }

    private mutating func append(_ text: String, toInputOf position: Int) throws(ModelError) {
        guard case .opaque(let object, var input) = open[position].kind else { return }
        // Taken out while it grows, so that it is not copied.
        open[position].kind = .whole
        input += text
        let size = input.utf8.count
        open[position].kind = .opaque(object, input: input)
        guard size <= limits.maxBytes else {
            throw ModelError(.malformedResponse, "an answer has at most \(limits.maxBytes) bytes; this one is larger")
        }
    }
}
