internal import AgentNetwork
internal import AgentPrimitives

/// A model behind an HTTP API, whichever its dialect.
///
/// Made by ``ModelDefinition/registration(client:time:)``. Cancelling a call closes its connection.
struct HTTPModelAdapter<Dialect: UpstreamDialect>: ModelAdapter {
    let metadata: ModelAdapterMetadata
    private let dialect: Dialect
    private let address: UpstreamAddress
    private let credential: ModelCredential
    private let client: HTTPClient
    private let time: any TimeSource

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - client: Shared between adapters; its timeouts apply.
    ///   - time: Stamps signatures.
    init(
        _ dialect: Dialect, at address: UpstreamAddress, credential: ModelCredential, client: HTTPClient,
        time: any TimeSource
    ) {
        self.dialect = dialect
        self.address = address
        self.credential = credential
        self.client = client
        self.time = time
        metadata = ModelAdapterMetadata(provider: address.host, kind: dialect.kind)
    }

    func losses(in request: ModelRequest) -> [TranslationLoss] {
        do throws(ModelError) {
            return try dialect.call(for: request, streams: true).losses
        } catch {
            return [TranslationLoss(path: "", reason: "the request cannot be sent: \(error.message)")]
        }
    }

    func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        let key = try await credential.resolve()
        // The outcome is a value, so that what `deliver` threw is told apart from what the client threw.
        let outcome: Result<Void, any Error>
        do {
            outcome = try await client.withResponse(to: try httpRequest(for: request, key: key)) { response in
                do {
                    return .success(try await receive(response, answering: request, deliver: deliver))
                } catch {
                    return .failure(error)
                }
            }
        } catch let error as NetworkError {
            throw error.modelError(host: address.host).hiding(key)
        }
        if case .failure(let error as ModelError) = outcome { throw error.hiding(key) }
        try outcome.get()
    }

    private func httpRequest(for request: ModelRequest, key: Secret?) throws -> HTTPRequest {
        var call = try dialect.call(for: request, streams: true)
        let url = try address.url(of: call.path)
        call.headers.set("Content-Type", to: "application/json")
        if !call.headers.contains("Accept") { call.headers.add("Accept", "text/event-stream, application/json") }
        call.headers.set("Accept-Encoding", to: "identity")
        if let key { try dialect.authorize(&call, with: key, for: url, at: time.now()) }
        return HTTPRequest(method: .post, url: url, headers: call.headers, body: .bytes(call.body.serialized()))
    }
}

// MARK: The answer

extension HTTPModelAdapter {
    private func receive(
        _ response: HTTPResponse, answering request: ModelRequest,
        deliver: @Sendable ([ModelEvent]) async throws -> Void
    ) async throws {
        guard response.status == 200 else { throw await failure(of: response) }
        if let coding = response.contentCoding {
            throw ModelError(
                .malformedResponse,
                "\(address.host) sent its answer in the coding '\(Excerpt.of(coding))', which was not asked for")
        }
        var reader = dialect.reader(answering: request)
        while !reader.isDone {
            var events: [ModelEvent] = []
            let failure = await step(&reader, response.body, into: &events)
            if !events.isEmpty { try await deliver(events) }
            if let failure { throw failure }
        }
    }

    /// Reads once; what arrived before a failure is in `events`.
    private func step(
        _ reader: inout Dialect.Reader, _ body: HTTPIncomingBody, into events: inout [ModelEvent]
    ) async -> ModelError? {
        do throws(NetworkError) {
            guard let bytes = try await body.next() else { return end(&reader, into: &events) }
            do throws(ModelError) {
                try reader.read(bytes, into: &events)
                return nil
            } catch {
                return error
            }
        } catch {
            let isHarmless = reader.hasFinishReason && (error.code == .truncated || error.code == .connectionClosed)
            return isHarmless ? end(&reader, into: &events) : error.modelError(host: address.host)
        }
    }

    private func end(_ reader: inout Dialect.Reader, into events: inout [ModelEvent]) -> ModelError? {
        do throws(ModelError) {
            try reader.end(into: &events)
            return nil
        } catch {
            return error
        }
    }

    /// The error behind a status other than 200, with as much of the body as helps.
    private func failure(of response: HTTPResponse) async -> ModelError {
        var body: [UInt8] = []
        // What cannot be read of an error page is not worth another error.
        while body.count < longestErrorBody, let bytes = try? await response.body.next() { body += bytes }
        body = Array(body.prefix(longestErrorBody))
        return UpstreamStatus.error(
            status: response.status, headers: response.headers, body: body, host: address.host,
            named: dialect.code(ofFailure: response.headers, body: body))
    }

    private var longestErrorBody: Int { 64 * 1024 }
}
