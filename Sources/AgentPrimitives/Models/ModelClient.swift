/// Takes a model's events, a batch at a time.
///
/// Use this name in conformances: written out, the type means something else in a module that does not turn on
/// `NonisolatedNonsendingByDefault`.
public typealias ModelEventSink = @Sendable ([ModelEvent]) async throws -> Void

/// Something that answers model requests: a router, or an adapter directly.
public protocol ModelClient: Sendable {
    /// Asks the model and hands its events over as they arrive.
    ///
    /// `deliver` gets the events in order, in the batches in which they arrived, one call at a time; the next batch is read
    /// when it returns. The stream is complete once the call returns: the last event was a ``ModelEvent/stop(_:)``.
    /// Cancelling the calling task closes the connection to the model.
    ///
    /// - Throws: ``ModelError``, or what `deliver` threw.
    func stream(
        _ request: ModelRequest, context: ModelCallContext, deliver: @escaping ModelEventSink
    ) async throws
}
