public import AgentPrimitives

/// An upstream's answer on its way to a client, piece by piece.
///
/// A piece that cannot be read ends the answer: the client gets the failure in its own form, behind whatever had arrived.
public struct TranslatedAnswer: Sendable {
    /// What one piece of the upstream's answer means.
    public struct Step: Sendable {
        /// What the client gets; empty while a whole answer is being collected.
        public var bytes: [UInt8] = []
        /// What was said, for accounting and policies.
        public var events: [ModelEvent] = []
        /// Why the answer ended early.
        public var failure: ModelError?
    }

    private var reader: any AnswerReader
    private var writer: AnswerWriter
    private let passesThrough: Bool

    /// Whether nothing more is to come.
    public private(set) var isOver = false

    init(reader: any AnswerReader, writer: AnswerWriter, passesThrough: Bool) {
        self.reader = reader
        self.writer = writer
        self.passesThrough = passesThrough
    }

    /// Takes the next bytes of the upstream's answer.
    public mutating func translate(_ piece: [UInt8]) -> Step {
        guard !isOver else { return Step() }
        var step = Step()
        do throws(ModelError) {
            try reader.read(piece, into: &step.events)
        } catch {
            step.failure = error
        }
        if passesThrough {
            // The upstream's own words for its failure are the client's too.
            step.bytes = piece
            isOver = step.failure != nil
            return step
        }
        writer.write(step.events, into: &step.bytes)
        if let failure = step.failure { fail(failure, &step) }
        if reader.isDone, step.failure == nil { finish(&step) }
        return step
    }

    /// Takes the end of the upstream's answer, orderly or not.
    ///
    /// - Parameter error: Why the connection ended; harmless once the model said why it stopped.
    public mutating func end(_ error: ModelError? = nil) -> Step {
        guard !isOver else { return Step() }
        var step = Step()
        do throws(ModelError) {
            if let error, !reader.hasFinishReason { throw error }
            try reader.end(into: &step.events)
        } catch {
            step.failure = error
        }
        if !passesThrough { writer.write(step.events, into: &step.bytes) }
        if let failure = step.failure {
            fail(failure, &step)
        } else {
            finish(&step)
        }
        return step
    }

    private mutating func fail(_ failure: ModelError, _ step: inout Step) {
        isOver = true
        writer.fail(failure, into: &step.bytes)
    }

    private mutating func finish(_ step: inout Step) {
        isOver = true
        if !passesThrough { writer.finish(into: &step.bytes) }
    }
}
