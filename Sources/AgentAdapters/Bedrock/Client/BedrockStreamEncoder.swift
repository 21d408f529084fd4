public import AgentPrimitives

/// Writes an answer as the events of `ConverseStream`.
///
/// Indices count from 0 without gaps and blocks never overlap. Texts and reasoning begin with their first delta, as they do
/// in the API; a block that says nothing is never begun.
public struct BedrockStreamEncoder: AnswerEncoder {
    private struct Block: Sendable {
        let kind: ModelEvent.BlockKind
        /// Whether the client was told of it.
        var hasBegun = false
    }

    private var usage = Usage()
    private var hasWrittenStart = false
    private var block: Block?
    /// The blocks that the client was told of.
    private var blockCount = 0
    private var isOver = false

    init() {}

    /// Writes what some events mean to the client.
    public mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        for event in events where !isOver { encode(event, into: &bytes) }
    }

    /// Ends the block that is open, then the stream, with an exception.
    public mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        guard !isOver else { return }
        isOver = true
        stopBlock(into: &bytes)
        BedrockEventWriter.exception(error, into: &bytes)
    }

    private mutating func encode(_ event: ModelEvent, into bytes: inout [UInt8]) {
        switch event {
        case .started:
            writeStart(into: &bytes)
        case .usage(let usage):
            self.usage = usage
        case .blockStarted(_, let kind):
            writeStart(into: &bytes)
            stopBlock(into: &bytes)
            start(kind, into: &bytes)
        case .blockDelta(_, let text):
            write(text, into: &bytes)
        case .blockSignature(_, let signature):
            // A proof of anything but reasoning has no place here.
            guard block?.kind == .reasoning else { return }
            delta(["reasoningContent": ["signature": .string(BedrockSignature.write(signature))]], into: &bytes)
        case .blockCitation(_, let citation):
            guard block?.kind == .text else { return }
            delta(["citation": BedrockCitation.write(citation)], into: &bytes)
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
        BedrockEventWriter.write("messageStart", ["role": "assistant"], into: &bytes)
    }

    /// Begins what must begin at once; text and reasoning wait for their first words.
    private mutating func start(_ kind: ModelEvent.BlockKind, into bytes: inout [UInt8]) {
        block = Block(kind: kind)
        switch kind {
        case .text, .reasoning, .refusal:
            break
        case .toolCall(let id, let name):
            begin(["toolUse": ["toolUseId": .string(id), "name": .string(name)]], into: &bytes)
        case .redactedReasoning(let state):
            delta(["reasoningContent": .object(BedrockAnswerBlocks.redacted(state))], into: &bytes)
        case .media(let media):
            guard let image = BedrockAnswerBlocks.image(media) else {
                return delta(["text": .string(BedrockAnswerBlocks.note(on: media))], into: &bytes)
            }
            begin(["image": ["format": .string(image.format)]], into: &bytes)
            delta(["image": ["source": ["bytes": .string(image.data)]]], into: &bytes)
        case .opaque(let state):
            if let member = BedrockAnswerBlocks.opaque(state)?.members.first {
                begin(whole: member, into: &bytes)
            }
        }
    }

    private mutating func write(_ text: String, into bytes: inout [UInt8]) {
        guard let kind = block?.kind, !text.isEmpty else { return }
        switch kind {
        case .text, .refusal: delta(["text": .string(text)], into: &bytes)
        case .reasoning: delta(["reasoningContent": ["text": .string(text)]], into: &bytes)
        case .toolCall: delta(["toolUse": ["input": .string(text)]], into: &bytes)
        case .redactedReasoning, .media, .opaque: break
        }
    }

    /// Tells the client of the block, with a start of its own.
    private mutating func begin(_ start: JSONValue, into bytes: inout [UInt8]) {
        markBegun()
        BedrockEventWriter.write(
            "contentBlockStart", ["contentBlockIndex": .int(blockCount - 1), "start": start], into: &bytes)
    }

    private mutating func delta(_ delta: JSONValue, into bytes: inout [UInt8]) {
        markBegun()
        BedrockEventWriter.delta(delta, index: blockCount - 1, into: &bytes)
    }

    private mutating func markBegun() {
        guard block?.hasBegun == false else { return }
        block?.hasBegun = true
        blockCount += 1
    }

    /// Writes an item of the provider; the input and the result of a tool that runs there come in deltas.
    private mutating func begin(whole member: JSONObject.Element, into bytes: inout [UInt8]) {
        guard case .object(var head) = member.value else { return }
        switch member.key {
        case "toolUse":
            let input = head["input"]
            head["input"] = nil
            begin(["toolUse": .object(head)], into: &bytes)
            if let input { delta(["toolUse": ["input": .string(input.text())]], into: &bytes) }
        case "toolResult":
            let content = head["content"]
            head["content"] = nil
            begin(["toolResult": .object(head)], into: &bytes)
            if let content { delta(["toolResult": content], into: &bytes) }
        default:
            // There is no event for anything else.
            break
        }
    }

    private mutating func stopBlock(into bytes: inout [UInt8]) {
        if block?.hasBegun == true {
            BedrockEventWriter.write("contentBlockStop", ["contentBlockIndex": .int(blockCount - 1)], into: &bytes)
        }
        block = nil
    }

    /// The usage follows the stop.
    private mutating func finish(_ reason: StopReason, into bytes: inout [UInt8]) {
        isOver = true
        BedrockEventWriter.write(
            "messageStop", ["stopReason": .string(BedrockStopReason.write(reason))], into: &bytes)
        BedrockEventWriter.write(
            "metadata", ["usage": BedrockUsage.write(usage), "metrics": BedrockResponseWriter.metrics], into: &bytes)
    }
}
