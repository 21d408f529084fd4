internal import AgentPrimitives

/// Writes one answer for a client: as a stream, or collected and then whole.
struct AnswerWriter: Sendable {
    private enum Form: Sendable {
        case stream(any AnswerEncoder)
        case whole(ModelAnswer)
    }

    private let dialect: any ClientDialect
    private let request: ClientRequest
    private let identity: AnswerIdentity
    private var form: Form

    init(_ dialect: any ClientDialect, answering request: ClientRequest, identity: AnswerIdentity) {
        self.dialect = dialect
        self.request = request
        self.identity = identity
        form =
            request.streams
            ? .stream(dialect.encoder(answering: request, identity: identity)) : .whole(ModelAnswer())
    }

    mutating func write(_ events: [ModelEvent], into bytes: inout [UInt8]) {
        switch form {
        case .stream(var encoder):
            encoder.encode(events, into: &bytes)
            form = .stream(encoder)
        case .whole(var answer):
            form = .whole(ModelAnswer())
            for event in events { answer.apply(event) }
            form = .whole(answer)
        }
    }

    /// Writes the end of an answer that ended well; a stream has it with its stop.
    func finish(into bytes: inout [UInt8]) {
        if case .whole(let answer) = form {
            dialect.response(answer, to: request, identity: identity).serialize(into: &bytes)
        }
    }

    /// Writes a failure; of an answer that is sent whole, nothing else has been written.
    mutating func fail(_ error: ModelError, into bytes: inout [UInt8]) {
        switch form {
        case .stream(var encoder):
            encoder.fail(error, into: &bytes)
            form = .stream(encoder)
        case .whole:
            dialect.failure(error).body.serialize(into: &bytes)
        }
    }
}
