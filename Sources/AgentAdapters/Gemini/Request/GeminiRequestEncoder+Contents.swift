internal import AgentPrimitives

extension GeminiRequestEncoder {
    /// What takes the place of a signature that is not there (Gemini API, "Thought signatures").
    private static let placeholder = "skip_thought_signature_validator"

    /// Writes the messages behind the first `start`, which are written elsewhere.
    mutating func contents(of messages: [Message], after start: Int) -> [JSONValue] {
        var list = GeminiContentList()
        for (index, message) in messages.enumerated().dropFirst(start) {
            let path = "messages[\(index)]"
            if message.role == .system {
                lose(
                    "\(path).role",
                    "Gemini has system instructions ahead of a conversation only; sent as the user's words")
            }
            list.add(parts(of: message, at: path), of: message)
        }
        return list.contents
    }

    private mutating func parts(of message: Message, at path: String) -> [JSONValue] {
        var list = GeminiPartList()
        var isSigned = message.role != .assistant || !model.checksSignatures
        var mediaOfResults: [JSONObject] = []
        for (position, part) in message.content.enumerated() {
            let place = "\(path).content[\(position)]"
            switch part {
            case .toolCall(let call):
                let signature = signature(call.state, at: "\(place).state")
                list.add(functionCall(call, signature: signature ?? (isSigned ? nil : Self.placeholder), at: place))
                isSigned = true
            case .toolResult(let result):
                list.add(functionResponse(result, at: place, media: &mediaOfResults))
            default:
                add(part, to: &list, at: place, isAlone: message.content.count == 1)
            }
        }
        for part in mediaOfResults { list.add(part) }
        return list.take()
    }

    private mutating func add(_ part: ContentPart, to list: inout GeminiPartList, at place: String, isAlone: Bool) {
        switch part {
        case .text(let text):
            if !text.isEmpty || isAlone { list.add(GeminiPartList.text(text)) }
        case .reasoning(let text, let state):
            list.add(GeminiPartList.text(text, isThought: true))
            if let signature = signature(state, at: "\(place).signature") { list.sign(signature, isThought: true) }
        case .refusal(let text):
            list.add(GeminiPartList.text(text))
            lose(place, "Gemini has no mark for a refusal; sent as text")
        case .media(let media):
            if let part = self.part(for: media, at: place) { list.add(part) }
        case .opaque(let state), .redactedReasoning(let state):
            if let kept = GeminiState(state) {
                list.add(kept)
            } else {
                lose(place, "only \(state.origin.isEmpty ? "its provider" : state.origin) understands it")
            }
        case .citation:
            lose(place, "Gemini takes no sources in a conversation")
        case .cachePoint:
            lose(place, "Gemini has no cache points")
        case .toolCall, .toolResult:
            break
        }
    }

    private mutating func functionCall(_ call: ToolCall, signature: String?, at place: String) -> JSONObject {
        var object: JSONObject = ["name": .string(names.wireName(of: call.name))]
        if let arguments = try? JSONValue(parsing: call.argumentsText), arguments.objectValue != nil {
            object["args"] = arguments
        } else {
            object["args"] = ["arguments": .string(call.argumentsText)]
            lose("\(place).argumentsText", "Gemini takes a JSON object only; sent as the text of a member")
        }
        add(id: call.id, to: &object)
        var part: JSONObject = ["functionCall": .object(object)]
        part["thoughtSignature"] = signature.map { .string($0) }
        return part
    }

    private mutating func functionResponse(
        _ result: ToolResult, at place: String, media: inout [JSONObject]
    ) -> JSONObject {
        let name = result.name.isEmpty ? callNames[result.callID] ?? result.callID : result.name
        var object: JSONObject = ["name": .string(names.wireName(of: name))]
        object["response"] = .object(GeminiFunctionResponse.object(of: result.content, isError: result.isError))
        add(id: result.callID, to: &object)
        let parts = result.media.enumerated().compactMap { part(for: $1, at: "\(place).media[\($0)]") }
        if model.takesMediaInResponses {
            if !parts.isEmpty { object["parts"] = .array(parts.map { .object($0) }) }
        } else {
            media += parts
        }
        return ["functionResponse": .object(object)]
    }

    private func add(id: String, to object: inout JSONObject) {
        guard !id.isEmpty, sendsMintedIDs || !GeminiCallIDs.isMinted(id) else { return }
        object["id"] = .string(id)
    }

    private mutating func part(for media: Media, at place: String) -> JSONObject? {
        if media.name != nil { lose("\(place).name", "Gemini has no names for media") }
        if media.detail != nil { lose("\(place).detail", "Gemini has one resolution for all media of a request") }
        switch GeminiMedia.write(media) {
        case .part(let part):
            return part
        case .unplaced(let reason):
            lose(place, reason)
            return nil
        }
    }

    private mutating func signature(_ state: ProviderState?, at place: String) -> String? {
        guard let state else { return nil }
        if case .signature(let signature) = GeminiState(state) { return signature }
        lose(place, "only \(state.origin.isEmpty ? "its provider" : state.origin) understands it")
        return nil
    }
}
