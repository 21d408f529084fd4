public import AgentPrimitives

/// Writes an answer as the events of a streamed response (OpenAI Responses).
///
/// Every stream has the full lifecycle: `response.created` and `response.in_progress`; for each item `output_item.added`, its
/// parts, its deltas and what ends each of them; and one of `response.completed`, `response.incomplete` and
/// `response.failed` with the whole output. Numbers rise by one from 0. There is no `[DONE]`.
public struct ResponsesStreamEncoder: AnswerEncoder {
    private var writer: ResponsesAnswerWriter

    init(answering request: ModelRequest, identity: AnswerIdentity) {
        writer = ResponsesAnswerWriter(answering: request, identity: identity, isSilent: false)
    }

    /// Writes what some events mean to the client; a stop completes the stream.
    public mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        for event in events { writer.take(event) }
        writer.stream.drain(into: &bytes)
    }

    /// Closes what is open and ends the stream with `response.failed`.
    public mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        writer.fail(error)
        writer.stream.drain(into: &bytes)
    }
}
