package import AgentPrimitives

/// Reads one answer of an upstream API, from bytes in any pieces: a stream of its events, or one document.
///
/// Pure. A whole answer gives the events that its stream would fold to. Events that precede a failure are appended before
/// it is thrown. An answer that breaks off never looks like one that ended.
package protocol AnswerReader: Sendable {
    /// Whether the answer is over; what follows on the connection is of no interest.
    var isDone: Bool { get }
    /// Whether the model said why it stopped, so that a broken connection does no harm any more.
    var hasFinishReason: Bool { get }

    /// Takes the next bytes.
    mutating func read(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError)

    /// Takes the end of the content.
    ///
    /// - Throws: `malformedResponse` when the answer was not complete.
    mutating func end(into events: inout [ModelEvent]) throws(ModelError)
}
