internal import AgentPrimitives

extension ResponsesAnswerWriter {
    // MARK: Parts

    /// Begins a part of a message; parts that follow each other share one.
    mutating func openPart(_ part: JSONValue) {
        openMessage()
        item?.text = ""
        item?.annotations = ResponsesAnnotations()
        item?.hasOpenPart = true
        stream.emit("response.content_part.added", place(["part": part]))
    }

    private mutating func openMessage() {
        if case .message = item?.kind { return }
        openItem(.message, prefix: "msg")
    }

    mutating func openSummary() {
        guard item?.hasOpenPart == false else { return }
        item?.hasOpenPart = true
        stream.emit("response.reasoning_summary_part.added", place(["part": ResponsesOpenItem.summary("")]))
    }

    /// Ends the part at hand, or the arguments of a call.
    mutating func endPart() {
        guard let open = item else { return }
        switch open.kind {
        case .call(_, let name):
            guard !open.hasEndedArguments else { return }
            stream.emit(
                "response.function_call_arguments.done",
                place(["arguments": .string(open.text), "name": .string(name)]))
            item?.hasEndedArguments = true
        case .reasoning:
            guard open.hasOpenPart else { return }
            stream.emit("response.reasoning_summary_text.done", place(["text": .string(open.text)]))
            stream.emit(
                "response.reasoning_summary_part.done", place(["part": ResponsesOpenItem.summary(open.text)]))
            item?.hasOpenPart = false
        case .message:
            guard open.hasOpenPart else { return }
            endMessagePart(open)
        }
    }

    private mutating func endMessagePart(_ open: ResponsesOpenItem) {
        let part: JSONValue
        if isRefusing {
            part = ResponsesOpenItem.refusal(open.text)
            stream.emit("response.refusal.done", place(["refusal": .string(open.text)]))
        } else {
            part = ResponsesOpenItem.outputText(open.text, open.annotations.list)
            stream.emit("response.output_text.done", place(["text": .string(open.text), "logprobs": []]))
        }
        stream.emit("response.content_part.done", place(["part": part]))
        item?.parts.append(part)
        item?.text = ""
        item?.hasOpenPart = false
    }

    /// Where in the output an event belongs, and what it says.
    func place(_ members: JSONObject) -> JSONObject {
        guard let item else { return members }
        var place: JSONObject = ["item_id": .string(item.id), "output_index": .int(item.index)]
        switch item.kind {
        case .message: place["content_index"] = .int(item.parts.count)
        case .reasoning: place["summary_index"] = 0
        case .call: break
        }
        for (key, value) in members.members { place.append(key: key, value: value) }
        return place
    }

    // MARK: What comes whole

    /// Adds what only one API understands: an item of this one, or more of its message, or a guise for another's.
    mutating func addOpaque(_ state: ProviderState) {
        guard let own = ResponsesState.object(in: state) else {
            if !state.belongs(to: ResponsesState.origin) { addReasoning(state, .opaque) }
            return
        }
        guard own["type"]?.stringValue == "message" else { return add(.object(own)) }
        for part in own["content"]?.arrayValue ?? [] {
            openMessage()
            stream.emit("response.content_part.added", place(["part": part]))
            stream.emit("response.content_part.done", place(["part": part]))
            item?.parts.append(part)
        }
        guard case .message = item?.kind else { return }
        for (key, value) in own.members where key != "content" && key != "type" && key != "role" {
            item?.members[key] = value
        }
        if own["content"] == nil { endItem() }
    }

    /// Adds an item of hidden reasoning, as this API gave it or with the state of another one inside.
    mutating func addReasoning(_ state: ProviderState, _ place: TranslatedState.Place) {
        endItem()
        let id = JSONValue.string(nextID("rs"))
        var item: JSONObject = ["id": id, "type": "reasoning", "summary": []]
        if place == .redacted, let own = ResponsesState.object(in: state) {
            item = own
            item["id"] = id
        } else {
            item["encrypted_content"] = .string(TranslatedState(place, state).encryptedContent)
        }
        add(.object(item))
    }

    /// Adds an image as the outcome of the image tool; an address or a text is said, other media have no place.
    mutating func add(_ media: Media) {
        switch (media.kind, media.source) {
        case (.image, .base64(let data)):
            endItem()
            let format = media.mediaType.split(separator: "/").last.map(String.init) ?? "png"
            var item: JSONObject = [
                "id": .string(nextID("ig")), "type": "image_generation_call", "status": "in_progress", "result": .null,
            ]
            let announced = item
            item["status"] = "completed"
            item["output_format"] = .string(format)
            item["result"] = .string(data)
            let steps = ["image_generation_call.in_progress", "image_generation_call.completed"]
            add(.object(item), announced: .object(announced), steps: steps)
        case (_, .url(let text)), (_, .text(let text)):
            take(.blockStarted(index: 0, kind: .text))
            take(.blockDelta(index: 0, text: text))
        default:
            break
        }
    }
}
