public import AgentNetwork
public import AgentPrimitives

/// A model API as a client speaks it: requests are read, answers and failures written.
///
/// Pure translation, without any I/O. A whole response is the fold of the stream.
public protocol ClientDialect: Sendable {
    associatedtype Encoder: AnswerEncoder

    /// The API.
    var kind: UpstreamKind { get }
    /// The type of a streamed answer, such as `text/event-stream`.
    var streamMediaType: String { get }

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - body: The document that the client sent.
    ///   - model: The model that the request's path names, for APIs that put it there.
    ///   - streams: Whether the request's path asks for a stream, for APIs that say it there.
    /// - Throws: `invalidRequest`, which names the place, what was expected there and what was found.
    func request(from body: JSONValue, model: String?, streams: Bool?) throws(ModelError) -> ClientRequest

    /// Prepares to write a streamed answer.
    func encoder(answering request: ClientRequest, identity: AnswerIdentity) -> Encoder

    /// Writes a whole answer.
    func response(_ answer: ModelAnswer, to request: ClientRequest, identity: AnswerIdentity) -> JSONValue

    /// Writes a failure that came before the answer began.
    func failure(_ error: ModelError) -> ClientFailure
}

/// Writes one answer as a stream, event by event.
///
/// It owns the client's lifecycle: whatever was opened is closed, also when the upstream dies.
public protocol AnswerEncoder: Sendable {
    /// Writes what some events mean to the client; a `ModelEvent.stop` completes the stream.
    mutating func encode(_ events: [ModelEvent], into bytes: inout [UInt8])

    /// Ends the stream with a failure, in the client's own form; without effect on one that is complete.
    mutating func fail(_ error: ModelError, into bytes: inout [UInt8])
}

/// A request as a client asked it.
public struct ClientRequest: Sendable {
    /// The question, in canonical form.
    public var request: ModelRequest
    /// Whether the answer is to be streamed.
    public var streams: Bool
    /// Whether a stream is to report token counts, where the API makes that a choice.
    public var includesUsage: Bool
    /// What of the client's request has no canonical form.
    public var losses: [TranslationLoss]

    /// Describes what a client asked.
    public init(
        request: ModelRequest, streams: Bool, includesUsage: Bool = true, losses: [TranslationLoss] = []
    ) {
        self.request = request
        self.streams = streams
        self.includesUsage = includesUsage
        self.losses = losses
    }
}

/// What an answer is called and when it was made.
public struct AnswerIdentity: Hashable, Sendable {
    /// Letters and digits that make the answer's ids unique; the API's prefix is added.
    public var id: String
    /// When the answer began.
    public var created: Timestamp
    /// The model as the client is to see it.
    public var model: String

    /// Names an answer.
    public init(id: String, created: Timestamp, model: String) {
        self.id = id
        self.created = created
        self.model = model
    }
}

/// A failure as a client's API has it.
public struct ClientFailure: Sendable {
    /// The HTTP status.
    public var status: Int
    /// Such as `Retry-After`.
    public var headers: HTTPHeaders
    /// The API's error document.
    public var body: JSONValue

    /// Describes a failure.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: JSONValue) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
