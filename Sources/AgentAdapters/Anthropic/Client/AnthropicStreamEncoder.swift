public import AgentPrimitives

/// Writes an answer as the events of a Messages stream.
///
/// Indices count from 0 without gaps and blocks never overlap, because official clients index a list by them. A block that
/// says nothing is never begun: the API would refuse it when the client sends it back.
public struct AnthropicStreamEncoder: AnswerEncoder {
    private struct Block: Sendable {
        let kind: ModelEvent.BlockKind
        /// Whether the client was told of it.
        var hasBegun = false
    }

    private let identity: AnswerIdentity
    private var usage = Usage()
    /// Whether the answer began; its first event waits for the counts that may come right behind.
    private var hasStarted = false
    private var hasWrittenStart = false
    private var block: Block?
    /// The blocks that the client was told of.
    private var blockCount = 0
    private var isOver = false

    init(identity: AnswerIdentity) {
        self.identity = identity
    }

    /// Writes what some events mean to the client.
    public mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        for event in events where !isOver { encode(event, into: &bytes) }
        if hasStarted, !isOver { writeStart(into: &bytes) }
    }

    /// Ends the block that is open, then the stream, with an `error` event.
    public mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        guard !isOver else { return }
        isOver = true
        stopBlock(into: &bytes)
        AnthropicEventWriter.write("error", data: AnthropicFailure.document(error), into: &bytes)
    }

    private mutating func encode(_ event: ModelEvent, into bytes: inout [UInt8]) {
        switch event {
        case .started:
            hasStarted = true
        case .usage(let usage):
            self.usage = usage
        case .blockStarted(_, let kind):
            writeStart(into: &bytes)
            stopBlock(into: &bytes)
            start(kind, into: &bytes)
        case .blockDelta(_, let text):
            write(text, into: &bytes)
        case .blockSignature(_, let signature):
            // A proof of anything but thinking has no place here.
            guard block?.kind == .reasoning else { return }
            let text = AnthropicSignature.write(signature)
            begin(["type": "thinking", "thinking": "", "signature": ""], into: &bytes)
            AnthropicEventWriter.delta("signature_delta", "signature", text, index: blockCount - 1, into: &bytes)
        case .blockCitation(_, let citation):
            guard block?.kind == .text else { return }
            begin(["type": "text", "text": ""], into: &bytes)
            AnthropicEventWriter.delta(
                ["type": "citations_delta", "citation": AnthropicCitation.write(citation)], index: blockCount - 1,
                into: &bytes)
        case .blockStopped:
            stopBlock(into: &bytes)
        case .stop(let reason):
            writeStart(into: &bytes)
            stopBlock(into: &bytes)
            finish(reason, into: &bytes)
        }
    }

    private mutating func writeStart(into bytes: inout [UInt8]) {
        guard !hasWrittenStart else { return }
        hasWrittenStart = true
        AnthropicEventWriter.write(
            "message_start", ["message": AnthropicResponseWriter.message(identity, usage: usage)], into: &bytes)
    }

    /// Begins what must begin at once; text and reasoning wait for their first words.
    private mutating func start(_ kind: ModelEvent.BlockKind, into bytes: inout [UInt8]) {
        block = Block(kind: kind)
        switch kind {
        case .text, .reasoning, .refusal:
            break
        case .toolCall(let id, let name):
            begin(["type": "tool_use", "id": .string(id), "name": .string(name), "input": [:]], into: &bytes)
        case .redactedReasoning(let state):
            begin(AnthropicAnswerBlocks.redacted(state), into: &bytes)
        case .media(let media):
            begin(["type": "text", "text": ""], into: &bytes)
            let note = AnthropicAnswerBlocks.note(on: media)
            AnthropicEventWriter.delta("text_delta", "text", note, index: blockCount - 1, into: &bytes)
        case .opaque(let state):
            if let block = AnthropicAnswerBlocks.opaque(state) { begin(whole: block, into: &bytes) }
        }
    }

    private mutating func write(_ text: String, into bytes: inout [UInt8]) {
        guard let kind = block?.kind, !text.isEmpty else { return }
        switch kind {
        case .text, .refusal:
            begin(["type": "text", "text": ""], into: &bytes)
            AnthropicEventWriter.delta("text_delta", "text", text, index: blockCount - 1, into: &bytes)
        case .reasoning:
            begin(["type": "thinking", "thinking": "", "signature": ""], into: &bytes)
            AnthropicEventWriter.delta("thinking_delta", "thinking", text, index: blockCount - 1, into: &bytes)
        case .toolCall:
            AnthropicEventWriter.delta("input_json_delta", "partial_json", text, index: blockCount - 1, into: &bytes)
        case .redactedReasoning, .media, .opaque:
            break
        }
    }

    /// Tells the client of the block, once.
    private mutating func begin(_ json: @autoclosure () -> JSONObject, into bytes: inout [UInt8]) {
        guard block?.hasBegun == false else { return }
        block?.hasBegun = true
        AnthropicEventWriter.write(
            "content_block_start", ["index": .int(blockCount), "content_block": .object(json())], into: &bytes)
        blockCount += 1
    }

    /// Begins an item of the provider; the input of a tool that runs there comes in a delta, as the provider sends it.
    private mutating func begin(whole json: JSONObject, into bytes: inout [UInt8]) {
        guard let input = json["input"], input.objectValue != nil else { return begin(json, into: &bytes) }
        var head = json
        head["input"] = [:]
        begin(head, into: &bytes)
        AnthropicEventWriter.delta(
            "input_json_delta", "partial_json", input.text(), index: blockCount - 1, into: &bytes)
    }

    private mutating func stopBlock(into bytes: inout [UInt8]) {
        if block?.hasBegun == true {
            AnthropicEventWriter.write("content_block_stop", ["index": .int(blockCount - 1)], into: &bytes)
        }
        block = nil
    }

    private mutating func finish(_ reason: StopReason, into bytes: inout [UInt8]) {
        isOver = true
        let stop = AnthropicStopReason.write(reason)
        AnthropicEventWriter.write(
            "message_delta",
            [
                "delta": ["stop_reason": .string(stop.name), "stop_sequence": stop.sequence],
                "usage": AnthropicUsage.write(usage),
            ], into: &bytes)
        AnthropicEventWriter.write("message_stop", [:], into: &bytes)
    }
}
