import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

/// One model API with both its halves, whatever their types.
struct ModelAPI: Sendable, CustomTestStringConvertible {
    let kind: UpstreamKind
    let upstream: any UpstreamDialect
    /// Missing for an API that is called but not served.
    let client: (any ClientDialect)?

    var testDescription: String { kind.rawValue }

    static let chat = ModelAPI(
        kind: .openAIChat, upstream: OpenAIChatDialect(options: .openAI), client: OpenAIChatClientDialect())
    static let responses = ModelAPI(
        kind: .openAIResponses, upstream: ResponsesDialect(), client: ResponsesClientDialect())
    static let anthropic = ModelAPI(
        kind: .anthropic, upstream: AnthropicDialect(), client: AnthropicClientDialect())
    static let gemini = ModelAPI(kind: .gemini, upstream: GeminiDialect(), client: GeminiClientDialect())
    static let ollama = ModelAPI(kind: .ollama, upstream: OllamaDialect(), client: nil)

    static let bedrock = ModelAPI(
        kind: .bedrock, upstream: BedrockDialect(region: "eu-west-1"), client: BedrockClientDialect())

    static let upstreams = [chat, responses, anthropic, gemini, bedrock, ollama]
    static let clients = upstreams.filter { $0.client != nil }

    static func chat(_ options: OpenAIChatOptions) -> ModelAPI {
        ModelAPI(kind: .openAIChat, upstream: OpenAIChatDialect(options: options), client: nil)
    }

    // MARK: Requests

    func call(_ request: ModelRequest, streams: Bool = true) throws -> UpstreamCall {
        try upstream.call(for: request, streams: streams)
    }

    /// Reads a client's request.
    func request(_ body: JSONValue) throws -> ClientRequest {
        try #require(client).request(from: body, model: "m", streams: true)
    }

    func request(_ body: String) throws -> ClientRequest {
        try request(JSONValue(parsing: body))
    }

    // MARK: Answers

    /// Reads an answer as it arrives in pieces.
    func read(_ pieces: [[UInt8]], answering request: ModelRequest = .plain) -> AnswerReading {
        AnswerReading(upstream, pieces, answering: request)
    }

    func read(_ body: String, answering request: ModelRequest = .plain) -> AnswerReading {
        read([Array(body.utf8)], answering: request)
    }

    /// Reads events of the kind `data: {…}`, each named by its `type`.
    func read(events: [String], answering request: ModelRequest = .plain) -> AnswerReading {
        let stream = events.map { data in
            let type = (try? JSONValue(parsing: data))?["type"]?.stringValue
            return (type.map { "event: \($0)\n" } ?? "") + "data: \(data)\n\n"
        }
        return read(stream.joined(), answering: request)
    }

    /// Writes an answer, or one that fails after some events, as this API's stream.
    func write(_ events: [ModelEvent], thenFailing error: ModelError? = nil, answering: ClientRequest = .streamed)
        throws -> [UInt8]
    {
        func stream(_ dialect: some ClientDialect) -> [UInt8] {
            var encoder = dialect.encoder(answering: answering, identity: .sample)
            var bytes: [UInt8] = []
            for event in events { encoder.encode([event], into: &bytes) }
            if let error { encoder.fail(error, into: &bytes) }
            return bytes
        }
        let dialect = try #require(client)
        return stream(dialect)
    }

    /// The documents of a stream that ``write(_:thenFailing:answering:)`` gives.
    func documents(
        _ events: [ModelEvent], thenFailing error: ModelError? = nil, answering: ClientRequest = .streamed
    ) throws -> [JSONValue] {
        let text = String(decoding: try write(events, thenFailing: error, answering: answering), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("data: ") && $0 != "data: [DONE]" }
        return try lines.map { try JSONValue(parsing: String($0.dropFirst(6))) }
    }

    /// Writes a whole answer.
    func document(_ events: [ModelEvent]) throws -> JSONValue {
        let answer = ModelAnswer(folding: events)
        return try #require(client).response(answer, to: .streamed, identity: .sample)
    }
}

/// What came of reading an upstream's bytes.
struct AnswerReading: Equatable {
    var events: [ModelEvent] = []
    var failure: ModelError?

    var answer: ModelAnswer { ModelAnswer(folding: events) }
    var calls: [ToolCall] { answer.message.toolCalls }

    init(_ dialect: some UpstreamDialect, _ pieces: [[UInt8]], answering request: ModelRequest) {
        var reader = dialect.reader(answering: request)
        do throws(ModelError) {
            for piece in pieces { try reader.read(piece, into: &events) }
            try reader.end(into: &events)
        } catch {
            failure = error
        }
    }
}

extension ModelRequest {
    static let plain = ModelRequest(model: "m", messages: [.user("Hi")], tools: [.calculator, .look])
}

extension ToolDescriptor {
    static let calculator = ToolDescriptor(
        name: "calc", summary: "Calculates.",
        inputSchema: ["type": "object", "properties": ["x": ["type": "integer"]]], effect: .read, idempotency: .pure)
    static let look = ToolDescriptor(
        name: "look", summary: "Looks.", inputSchema: ["type": "object", "properties": ["at": ["type": "string"]]],
        effect: .read, idempotency: .pure)
}

extension ClientRequest {
    static let streamed = ClientRequest(request: .plain, streams: true)
}

extension AnswerIdentity {
    static let sample = AnswerIdentity(
        id: "abc123", created: Timestamp(microseconds: 1_700_000_000_000_000), model: "m")
}

extension [ModelEvent] {
    /// One answer with blocks of some kinds and texts, numbered as they stand.
    static func answer(
        _ blocks: [(kind: ModelEvent.BlockKind, text: String)], usage: Usage = Usage(inputTokens: 5, outputTokens: 7),
        stop: StopReason = .endOfTurn
    ) -> [ModelEvent] {
        var events: [ModelEvent] = [.started(id: "abc123", model: "m")]
        for (index, block) in blocks.enumerated() {
            events.append(.blockStarted(index: index, kind: block.kind))
            if !block.text.isEmpty { events.append(.blockDelta(index: index, text: block.text)) }
            events.append(.blockStopped(index: index))
        }
        return events + [.usage(usage), .stop(stop)]
    }
}

extension JSONValue {
    /// All members of an array whose `name` has a value.
    func all(_ name: String, _ value: String) -> [JSONValue] {
        (arrayValue ?? []).filter { $0[name]?.stringValue == value }
    }
}
