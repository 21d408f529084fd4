public import AgentPrimitives

/// Writes an answer as `streamGenerateContent` does: chunks with whole parts, the reason for the end in the last one.
public struct GeminiStreamEncoder: AnswerEncoder {
    private enum Block: Sendable {
        case text
        case thought
        /// Kept until its arguments are whole.
        case call(ToolCall)
        /// One that came whole.
        case done
    }

    private let form: GeminiClientDialect.StreamForm
    private var writer: GeminiAnswerWriter
    private var block = Block.done
    /// The arguments of the call at hand, kept apart so that they grow in place.
    private var arguments = ""
    private var hasBegun = false
    private var isComplete = false

    init(form: GeminiClientDialect.StreamForm, identity: AnswerIdentity) {
        self.form = form
        writer = GeminiAnswerWriter(identity: identity)
    }

    /// Writes what some events mean; what arrives together goes into one chunk.
    public mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        for event in events where !isComplete { encode(event, into: &bytes) }
        if !isComplete, !writer.isEmpty { write(writer.chunk(), into: &bytes) }
    }

    /// Ends the stream with an error document; a call that is not whole is left out.
    public mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        guard !isComplete else { return }
        write(GeminiFailure(error).body, into: &bytes)
        complete(into: &bytes)
    }

    private mutating func encode(_ event: ModelEvent, into bytes: inout [UInt8]) {
        switch event {
        case .started:
            break
        case .blockStarted(_, let kind):
            begin(kind)
        case .blockDelta(_, let text):
            switch block {
            case .text: writer.say(text, isThought: false)
            case .thought: writer.say(text, isThought: true)
            case .call: arguments += text
            case .done: break
            }
        case .blockSignature(_, let signature):
            switch block {
            case .text: writer.sign(signature, isThought: false)
            case .thought: writer.sign(signature, isThought: true)
            case .call(var call):
                call.state = signature
                block = .call(call)
            case .done: break
            }
        case .blockCitation(_, let citation):
            writer.add(.citation(citation))
        case .blockStopped:
            end()
        case .usage(let usage):
            writer.usage = usage
        case .stop(let reason):
            write(writer.lastChunk(reason), into: &bytes)
            complete(into: &bytes)
        }
    }

    private mutating func begin(_ kind: ModelEvent.BlockKind) {
        arguments = ""
        block = .done
        switch kind {
        case .text, .refusal: block = .text
        case .reasoning: block = .thought
        case .toolCall(let id, let name): block = .call(ToolCall(id: id, name: name, argumentsText: ""))
        case .media(let media): writer.add(.media(media))
        case .opaque(let state): writer.add(.opaque(state))
        case .redactedReasoning(let state): writer.add(.redactedReasoning(state))
        }
    }

    private mutating func end() {
        if case .call(let call) = block {
            writer.add(
                .toolCall(ToolCall(id: call.id, name: call.name, argumentsText: arguments, state: call.state)))
        } else {
            writer.endSpeech()
        }
        arguments = ""
        block = .done
    }

    private mutating func write(_ document: JSONValue, into bytes: inout [UInt8]) {
        switch form {
        case .events:
            bytes += "data: ".utf8
            document.serialize(into: &bytes)
            bytes += "\r\n\r\n".utf8
        case .array:
            bytes += hasBegun ? ",\r\n".utf8 : "[".utf8
            document.serialize(into: &bytes)
        }
        hasBegun = true
    }

    private mutating func complete(into bytes: inout [UInt8]) {
        isComplete = true
        if form == .array { bytes += "]\n".utf8 }
    }
}
