public import AgentPrimitives

/// A model behind its own API: a request goes in, canonical events come out.
///
/// An adapter translates for one upstream and knows nothing of sessions, windows or prices; a router adds them. It makes
/// one attempt per call: whoever calls it decides whether to try again.
public protocol ModelAdapter: Sendable {
    /// Who serves the model, and by which API.
    var metadata: ModelAdapterMetadata { get }

    /// What of a request this adapter's API has no place for; empty when it carries everything.
    func losses(in request: ModelRequest) -> [TranslationLoss]

    /// Asks the model and hands its events over as they arrive.
    ///
    /// `request.model` is the name that the upstream knows. `deliver` gets the events in order, in the batches in which they
    /// arrived, one call at a time; the next batch is read when it returns. The answer is complete once the call returns: the
    /// last event was a `stop(_:)`. When it throws, everything that arrived before the failure was delivered.
    /// Cancelling the calling task closes the connection to the model.
    ///
    /// - Throws: `ModelError`, or what `deliver` threw.
    func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws
}
