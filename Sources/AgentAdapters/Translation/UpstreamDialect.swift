package import AgentNetwork
package import AgentPrimitives

/// A model API as an upstream speaks it: pure translation in both directions, without any I/O.
package protocol UpstreamDialect: Sendable {
    associatedtype Reader: AnswerReader

    /// The API.
    var kind: UpstreamKind { get }
    /// How large an answer may grow.
    var limits: AnswerLimits { get }

    /// Writes a request; `request.model` is the name that the upstream knows.
    ///
    /// - Parameter streams: Whether to ask for a stream or for one document.
    /// - Throws: `invalidRequest` for what cannot be said to this API at all; what merely gets lost is in `losses`.
    func call(for request: ModelRequest, streams: Bool) throws(ModelError) -> UpstreamCall

    /// Prepares to read the answer, streamed or whole.
    func reader(answering request: ModelRequest) -> Reader

    /// Adds the key to a call's headers.
    ///
    /// - Parameters:
    ///   - url: Where the call goes.
    ///   - time: When it is made, for signatures.
    func authorize(_ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp)
        throws(ModelError)

    /// The kind of failure behind an error status, where the API names it in a way of its own; `nil` where it does not.
    func code(ofFailure headers: HTTPHeaders, body: [UInt8]) -> ModelError.Code?
}

extension UpstreamDialect {
    /// As most APIs have it: nothing but the status and the usual error document.
    package func code(ofFailure headers: HTTPHeaders, body: [UInt8]) -> ModelError.Code? { nil }

    /// As most APIs have it: a bearer token.
    package func authorize(
        _ call: inout UpstreamCall, with key: Secret, for url: HTTPURL, at time: Timestamp
    ) throws(ModelError) {
        call.headers["Authorization"] = "Bearer \(key.reveal())"
    }
}

/// A request as an upstream gets it: always a `POST`.
package struct UpstreamCall: Sendable {
    /// Below the base URL, percent-encoded, without a leading slash; may carry a query.
    package var path: String
    /// Fields besides `Content-Type` and the key.
    package var headers: HTTPHeaders
    /// A JSON document.
    package var body: JSONValue
    /// What of the request is not in it.
    package var losses: [TranslationLoss]

    package init(
        path: String, headers: HTTPHeaders = HTTPHeaders(), body: JSONValue, losses: [TranslationLoss] = []
    ) {
        self.path = path
        self.headers = headers
        self.body = body
        self.losses = losses
    }
}
