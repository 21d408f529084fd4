public import AgentNetwork
public import AgentPrimitives

/// The way between a client's model API and an upstream's, for one request after the other.
///
/// Pure: whoever uses it moves the bytes. Where both speak the same API, bytes pass as they are.
///
/// ```swift
/// let way = ModelTranslation(from: AnthropicClientDialect(), to: .openAIChat)
/// let question = try way.request(body, upstreamModel: "gpt-4.1-mini")
/// var answer = way.answer(to: question, identity: identity)
/// for try await piece in upstreamAnswer { try client.write(answer.translate(piece).bytes) }
/// ```
public struct ModelTranslation: Sendable {
    /// The client's API.
    public let client: any ClientDialect
    /// The upstream's API.
    public let upstream: UpstreamKind

    private let dialect: any UpstreamDialect

    /// Joins two APIs.
    ///
    /// - Parameters:
    ///   - client: The client's API.
    ///   - upstream: The upstream's API.
    ///   - host: The upstream's host, which tells compatible servers apart.
    public init(from client: any ClientDialect, to upstream: UpstreamKind, host: String = "") {
        self.client = client
        self.upstream = upstream
        dialect = upstream.upstreamDialect(host: host)
    }

    /// Whether both sides speak the same API, so that bytes pass as they are.
    public var passesThrough: Bool { client.kind == upstream }

    /// Translates a client's request.
    ///
    /// - Parameters:
    ///   - body: The JSON document that the client sent.
    ///   - model: The model in the request's path, for APIs that put it there.
    ///   - streams: What the request's path says of streaming, for APIs that say it there.
    ///   - upstreamModel: The model as the upstream calls it; `nil` for the client's own word.
    /// - Throws: `invalidRequest` for a document that is none or of another form.
    public func request(
        _ body: [UInt8], model: String? = nil, streams: Bool? = nil, upstreamModel: String? = nil
    ) throws(ModelError) -> TranslatedRequest {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: body)
        } catch {
            throw ModelError(.invalidRequest, "expected a JSON document, found another text: \(error.message)")
        }
        var asked = try client.request(from: document, model: model, streams: streams)
        let renames = upstreamModel.map { $0 != asked.request.model } ?? false
        if let upstreamModel { asked.request.model = upstreamModel }
        var call = try dialect.call(for: asked.request, streams: asked.streams)
        guard passesThrough else {
            return TranslatedRequest(
                asked: asked, path: call.path, headers: call.headers, body: call.body.serialized(),
                losses: asked.losses + call.losses)
        }
        if renames, var members = document.objectValue, members["model"] != nil {
            members["model"] = .string(asked.request.model)
            call.body = .object(members)
            return TranslatedRequest(
                asked: asked, path: call.path, headers: call.headers, body: call.body.serialized(), losses: [])
        }
        return TranslatedRequest(asked: asked, path: call.path, headers: call.headers, body: body, losses: [])
    }

    /// Prepares to translate the answer to a request.
    ///
    /// - Parameters:
    ///   - request: What ``request(_:model:streams:upstreamModel:)`` gave.
    ///   - identity: What the answer is called, unless bytes pass as they are.
    public func answer(to request: TranslatedRequest, identity: AnswerIdentity) -> TranslatedAnswer {
        TranslatedAnswer(
            reader: dialect.reader(answering: request.asked.request),
            writer: AnswerWriter(client, answering: request.asked, identity: identity), passesThrough: passesThrough)
    }
}

/// A client's request in the upstream's form.
public struct TranslatedRequest: Sendable {
    /// What the client asked.
    public let asked: ClientRequest
    /// Below the upstream's base URL, percent-encoded; may carry a query.
    public let path: String
    /// Fields besides `Content-Type` and the key.
    public let headers: HTTPHeaders
    /// A JSON document.
    public let body: [UInt8]
    /// What of the client's request does not reach the upstream.
    public let losses: [TranslationLoss]
}
