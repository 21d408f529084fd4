public import AgentPrimitives
internal import Synchronization

/// A model that plays the answers of a recording: the same question gets the events that it got then.
///
/// Asked the same question several times, it plays the answers in their order, and the last one from then on.
public final class RecordedModel: ModelAdapter, ModelClient {
    /// A question of a recording and its answer.
    public struct Answer: Sendable {
        /// What was asked.
        public let request: ModelRequest
        /// The events in the batches in which they arrived.
        public let batches: [[ModelEvent]]

        /// Keeps an answer.
        public init(request: ModelRequest, batches: [[ModelEvent]]) {
            self.request = request
            self.batches = batches
        }
    }

    /// Served inside this process.
    public let metadata = ModelAdapterMetadata(provider: "recorded", kind: nil)

    private let answers: [SHA256Digest: [Answer]]
    /// How often each question was asked.
    private let asked = Mutex<[SHA256Digest: Int]>([:])

    /// Plays some answers.
    ///
    /// - Throws: `JSONError` for a question that has no canonical form, such as one with a number that is not finite.
    public init(_ answers: [Answer]) throws {
        self.answers = try Dictionary(grouping: answers) { try Self.digest(of: $0.request) }
    }

    /// Everything was recorded as it was asked.
    public func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    /// Delivers the recorded answer.
    ///
    /// - Throws: `unknownModel` for a question that the recording does not have, or what `deliver` threw.
    public func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        guard !Task.isCancelled else { throw ModelError(.cancelled, "the caller gave up before the model was asked") }
        let digest = try Self.digest(of: request)
        guard let known = answers[digest] else {
            throw ModelError(
                .unknownModel,
                "the recording has \(answers.count) questions, and this one of \(request.messages.count) messages to "
                    + "'\(request.model)' is not among them; play it with the same prompt, tools and options")
        }
        let turn = asked.withLock { asked in
            asked[digest, default: 0] += 1
            return asked[digest, default: 1] - 1
        }
        for batch in known[min(turn, known.count - 1)].batches {
            try Task.checkCancellation()
            try await deliver(batch)
        }
    }

    /// Delivers the recorded answer; the context plays no part.
    public func stream(
        _ request: ModelRequest, context: ModelCallContext, deliver: @escaping ModelEventSink
    ) async throws {
        try await stream(request, deliver: deliver)
    }

    private static func digest(of request: ModelRequest) throws -> SHA256Digest {
        SHA256Digest(of: try request.canonicalBytes())
    }
}
