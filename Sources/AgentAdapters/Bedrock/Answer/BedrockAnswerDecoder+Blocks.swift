internal import AgentPrimitives

extension BedrockAnswerDecoder {
    /// Takes the start of a block; texts and reasoning mostly have none.
    mutating func startBlock(
        _ json: JSONValue, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        // A block that begins at the place of another one ends it.
        if open.contains(where: { $0.index == index }) { try stopBlock(index, into: &events) }
        guard let member = json.objectValue?.members.first(where: { !$0.value.isNull }),
            case .object(let value) = member.value
        else { return }
        switch member.key {
        case "toolUse" where !Self.isServerSide(value):
            try startCall(value, index: index, into: &events)
        case "image":
            try add(BedrockBlock(index: index, kind: .image(format: value["format"]?.stringValue ?? "")))
        case "text", "reasoningContent":
            break
        default:
            try add(BedrockBlock(index: index, kind: .opaque(key: member.key, value)))
        }
    }

    /// Takes a delta; one of text or reasoning that belongs to no block that has begun begins one.
    mutating func take(
        delta json: JSONValue, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard let delta = BedrockDelta(json) else { return }
        try take(delta, index: index, into: &events)
        // A piece of reasoning may bring its signature along.
        if case .reasoning = delta, let signature = json["reasoningContent"]?["signature"]?.stringValue {
            try take(.signature(signature), index: index, into: &events)
        }
    }

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
        case .reasoning:
            if !block.data.isEmpty {
                if assembler.speechKind != .reasoning { try assembler.beginSpeech(.reasoning, into: &events) }
                _ = try assembler.signSpeech(with: .bedrock(block.data))
            }
            assembler.endSpeech(into: &events)
        case .hidden:
            try assembler.add(.redactedReasoning(.bedrock(block.data)), into: &events)
        case .call(let call):
            if assembler.arguments(ofCall: call).text.isEmpty {
                try assembler.reconcileArguments(block.data, ofCall: call, into: &events)
            }
            try assembler.endCall(call, into: &events)
        case .image(let format):
            guard !block.data.isEmpty else { return }
            let type = BedrockMedia.mediaType(of: format, .image)
            try assembler.add(
                .media(Media(kind: .image, source: .base64(block.data), mediaType: type)), into: &events)
        case .opaque(let key, var value):
            if !block.data.isEmpty { value["input"] = (try? JSONValue(parsing: block.data)) ?? .string(block.data) }
            if !block.elements.isEmpty { value["content"] = .array(block.elements) }
            try assembler.add(.opaque(BedrockState.block([key: .object(value)]).state), into: &events)
        }
    }

    /// A tool that runs at the provider is no call for anybody else.
    static func isServerSide(_ toolUse: JSONObject) -> Bool { toolUse["type"]?.stringValue == "server_tool_use" }

    private mutating func take(
        _ delta: BedrockDelta, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard !delta.isEmpty else { return }
        let position = try position(for: delta, index: index, into: &events)
        switch delta {
        case .text(let text):
            try assembler.say(text, as: .text, into: &events)
        case .reasoning(let text):
            try assembler.say(text, as: .reasoning, into: &events)
        case .citation(let json):
            open[position].citations.append(BedrockCitation.read(json))
        case .input(let text):
            guard case .call(let call) = open[position].kind else { return try append(text, to: position) }
            try assembler.addArguments(text, toCall: call, into: &events)
        case .signature(let text):
            try append(text, to: position)
        case .hidden(let data), .image(let data):
            guard open[position].data.utf8.last == UInt8(ascii: "=") else { return try append(data, to: position) }
            // Each piece is binary data by itself, so that one with padding does not simply continue.
            guard let joined = BedrockBlob.join(open[position].data, data) else {
                throw ModelError(.malformedResponse, "expected base64 in the model's stream, found something else")
            }
            open[position].data = joined
        case .result(let elements):
            open[position].elements += elements
        }
    }

    /// The open block that a delta belongs to; it is begun if need be.
    private mutating func position(
        for delta: BedrockDelta, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) -> Int {
        if let position = open.lastIndex(where: { $0.index == index && $0.takes(delta) }) { return position }
        // An index that is missing or repeated: whatever is open and fits.
        if case .input = delta {
            guard let position = open.lastIndex(where: { $0.takes(delta) }) else {
                throw ModelError(.malformedResponse, "arguments arrived for a tool call that never began")
            }
            return position
        }
        // One place may hold reasoning and then a text.
        if open.contains(where: { $0.index == index }) { try stopBlock(index, into: &events) }
        assembler.endSpeech(into: &events)
        try add(BedrockBlock(index: index, kind: delta.kind))
        return open.count - 1
    }

    private mutating func startCall(
        _ object: JSONObject, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let call = assembler.callCount
        try assembler.openCall(into: &events)
        let name = object["name"]?.stringValue.flatMap { $0.isEmpty ? nil : names.original(of: $0) }
        assembler.describeCall(call, id: object["toolUseId"]?.stringValue, name: name, into: &events)
        let further = object.members.filter {
            !["toolUseId", "name", "input"].contains($0.key) && !$0.value.isNull
        }
        if !further.isEmpty { try assembler.signCall(call, with: BedrockState.members(JSONObject(further)).state) }
        var block = BedrockBlock(index: index, kind: .call(call))
        // Whole arguments count where no pieces follow.
        if let input = object["input"], !input.isNull { block.data = input.stringValue ?? input.text() }
        try add(block)
    }

    private mutating func add(_ block: BedrockBlock) throws(ModelError) {
        guard open.count < limits.maxBlocks else {
            throw ModelError(.malformedResponse, "an answer has at most \(limits.maxBlocks) blocks; this one has more")
        }
        open.append(block)
    }

    private mutating func append(_ text: String, to position: Int) throws(ModelError) {
        open[position].data += text
        guard open[position].data.utf8.count <= limits.maxBytes else {
            throw ModelError(.malformedResponse, "an answer has at most \(limits.maxBytes) bytes; this one is larger")
        }
    }
}

extension BedrockBlock {
    fileprivate func takes(_ delta: BedrockDelta) -> Bool {
        switch (kind, delta) {
        case (.text, .text), (.text, .citation), (.reasoning, .reasoning), (.reasoning, .signature), (.hidden, .hidden),
            (.call, .input), (.image, .image), (.opaque, .input), (.opaque, .result):
            true
        default: false
        }
    }
}

extension BedrockDelta {
    /// The block that this begins where none has begun.
    fileprivate var kind: BedrockBlock.Kind {
        switch self {
        case .text, .citation, .input: .text
        case .reasoning, .signature: .reasoning
        case .hidden: .hidden
        case .image: .image(format: "")
        case .result: .opaque(key: "toolResult", JSONObject())
        }
    }
}
