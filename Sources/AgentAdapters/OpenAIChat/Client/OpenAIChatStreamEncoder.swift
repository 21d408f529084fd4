public import AgentPrimitives

/// Writes an answer as `chat.completion.chunk` events.
///
/// Calls have indices of their own from 0, whatever blocks stand between them; the reason to finish is null until the last
/// chunk; token counts come in a chunk of their own, with empty choices, if the client asked for them.
public struct OpenAIChatStreamEncoder: AnswerEncoder {
    private enum Phase {
        /// Next: open.
        case waiting
        /// The first chunk is sent. Next: over.
        case open
        case over
    }

    private let includesUsage: Bool
    private var phase = Phase.waiting
    private var usage = Usage()
    private var block: ModelEvent.BlockKind?
    private var callCount = 0
    /// What stands before and behind the delta in nearly every chunk.
    private let beginning: [UInt8]
    private let ending: [UInt8]

    init(identity: AnswerIdentity, includesUsage: Bool) {
        self.includesUsage = includesUsage
        var head: [UInt8] = Array("data: {\"id\":".utf8)
        JSONValue.string(ChatAnswerWords.id(identity)).serialize(into: &head)
        head += Array("\",\"object\":\"chat.completion.chunk\",\"created\":".utf8.dropFirst())
        ChatAnswerWords.created(identity).serialize(into: &head)
        head += Array(",\"model\":".utf8)
        JSONValue.string(identity.model).serialize(into: &head)
        beginning = head
        ending = Array((includesUsage ? ",\"usage\":null}\n\n" : "}\n\n").utf8)
    }

    /// Writes what some events mean to the client.
    public mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        for event in events {
            if case .over = phase { return }
            encode(event, into: &bytes)
        }
    }

    /// Ends the stream with an error document, and without the mark of a good end.
    public mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        if case .over = phase { return }
        phase = .over
        bytes += Array("data: ".utf8)
        ChatFailure.document(error).serialize(into: &bytes)
        bytes += Array("\n\n".utf8)
    }

    private mutating func encode(_ event: ModelEvent, into bytes: inout [UInt8]) {
        switch event {
        case .started:
            open(into: &bytes)
        case .usage(let usage):
            self.usage = usage
        case .blockStarted(_, let kind):
            open(into: &bytes)
            block = kind
            begin(kind, into: &bytes)
        case .blockDelta(_, let text):
            write(text, into: &bytes)
        case .blockCitation(_, let citation):
            chunk(into: &bytes) { bytes in
                bytes += Array("{\"annotations\":".utf8)
                JSONValue.array([ChatAnswerWords.annotation(citation)]).serialize(into: &bytes)
                bytes.append(UInt8(ascii: "}"))
            }
        case .blockSignature(_, let signature):
            sign(signature, into: &bytes)
        case .blockStopped:
            block = nil
        case .stop(let reason):
            open(into: &bytes)
            finish(reason, into: &bytes)
        }
    }

    private mutating func open(into bytes: inout [UInt8]) {
        guard case .waiting = phase else { return }
        phase = .open
        chunk(into: &bytes) { $0 += Array("{\"role\":\"assistant\",\"content\":\"\"}".utf8) }
    }

    private mutating func begin(_ kind: ModelEvent.BlockKind, into bytes: inout [UInt8]) {
        switch kind {
        case .toolCall(let id, let name):
            let index = callCount
            callCount += 1
            chunk(into: &bytes) { bytes in
                let call: JSONValue = [
                    "index": .int(index), "id": .string(id), "type": "function",
                    "function": ["name": .string(name), "arguments": ""],
                ]
                bytes += Array("{\"tool_calls\":[".utf8)
                call.serialize(into: &bytes)
                bytes += Array("]}".utf8)
            }
        case .media(let media):
            if let note = ChatResponseWriter.note(on: media) { text("content", note, into: &bytes) }
        case .text, .reasoning, .refusal, .redactedReasoning, .opaque:
            break
        }
    }

    private mutating func write(_ text: String, into bytes: inout [UInt8]) {
        switch block {
        case .text: self.text("content", text, into: &bytes)
        case .reasoning: self.text("reasoning_content", text, into: &bytes)
        case .refusal: self.text("refusal", text, into: &bytes)
        case .toolCall:
            chunk(into: &bytes) { bytes in
                bytes += Array("{\"tool_calls\":[{\"index\":\(callCount - 1),\"function\":{\"arguments\":".utf8)
                JSONValue.string(text).serialize(into: &bytes)
                bytes += Array("}}]}".utf8)
            }
        case .media, .redactedReasoning, .opaque, nil: break
        }
    }

    private mutating func sign(_ signature: ProviderState, into bytes: inout [UInt8]) {
        guard case .toolCall = block, let extra = ChatAnswerWords.extraContent(signature) else { return }
        chunk(into: &bytes) { bytes in
            bytes += Array("{\"tool_calls\":[{\"index\":\(callCount - 1),\"extra_content\":".utf8)
            extra.serialize(into: &bytes)
            bytes += Array("}]}".utf8)
        }
    }

    private mutating func finish(_ reason: StopReason, into bytes: inout [UInt8]) {
        phase = .over
        bytes += beginning
        bytes += Array(",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"".utf8)
        bytes += Array(ChatAnswerWords.finishReason(reason).utf8)
        bytes += Array("\"}]".utf8)
        bytes += ending
        if includesUsage {
            bytes += beginning
            bytes += Array(",\"choices\":[],\"usage\":".utf8)
            ChatAnswerWords.usage(usage).serialize(into: &bytes)
            bytes += Array("}\n\n".utf8)
        }
        bytes += Array("data: [DONE]\n\n".utf8)
    }

    private func text(_ key: String, _ text: String, into bytes: inout [UInt8]) {
        chunk(into: &bytes) { bytes in
            bytes += Array("{\"\(key)\":".utf8)
            JSONValue.string(text).serialize(into: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// One chunk around a delta, written without building a JSON value for what is the same in all.
    private func chunk(into bytes: inout [UInt8], _ delta: (inout [UInt8]) -> Void) {
        bytes += beginning
        bytes += Self.beforeDelta
        delta(&bytes)
        bytes += Self.afterDelta
        bytes += ending
    }

    private static let beforeDelta = Array(",\"choices\":[{\"index\":0,\"delta\":".utf8)
    private static let afterDelta = Array(",\"logprobs\":null,\"finish_reason\":null}]".utf8)
}
