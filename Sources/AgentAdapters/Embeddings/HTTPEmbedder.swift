internal import AgentNetwork
internal import AgentPrimitives

/// An embedding model behind an HTTP API.
///
/// Made by ``EmbeddingDefinition/embedder(client:)``.
struct HTTPEmbedder: Embedder {
    let definition: EmbeddingDefinition
    let dialect: any EmbeddingDialect
    let base: UpstreamAddress
    let client: HTTPClient

    var dimension: Int { definition.dimension }

    func embed(_ texts: [String]) async throws -> [[Float]] {
        var vectors: [[Float]] = []
        vectors.reserveCapacity(texts.count)
        var start = 0
        while start < texts.count {
            let batch = texts[start..<min(start + definition.batchSize, texts.count)]
            vectors += try await embed(batch: Array(batch))
            start += batch.count
        }
        return vectors
    }

    private func embed(batch: [String]) async throws -> [[Float]] {
        let key = try await definition.credential.resolve()
        var call = dialect.call(
            for: batch, model: definition.model, dimension: definition.asksForDimension ? dimension : nil)
        call.headers.set("Content-Type", to: "application/json")
        if let key { dialect.authorize(&call, with: key) }
        do {
            let response = try await client.send(
                HTTPRequest(
                    method: .post, url: try base.url(of: call.path), headers: call.headers,
                    body: .bytes(call.body.serialized())))
            guard response.status == 200 else {
                throw UpstreamStatus.error(
                    status: response.status, headers: response.headers, body: response.body, host: base.host)
            }
            return try read(response.body, count: batch.count)
        } catch let error as NetworkError {
            throw error.modelError(host: base.host).hiding(key)
        } catch let error as ModelError {
            throw error.hiding(key)
        }
    }

    private func read(_ body: [UInt8], count: Int) throws(ModelError) -> [[Float]] {
        let answer = try? JSONValue(parsing: body)
        if let failure = answer.flatMap({ UpstreamFailure($0) }) { throw failure.error() }
        guard let vectors = answer.flatMap({ dialect.vectors(in: $0) }) else {
            throw ModelError(
                .malformedResponse,
                "expected embeddings from \(base.host), found '\(Excerpt.of(String(decoding: body, as: UTF8.self)))'")
        }
        guard vectors.count == count else {
            throw ModelError(
                .malformedResponse, "expected \(count) vectors from \(base.host), found \(vectors.count)")
        }
        var read: [[Float]] = []
        for (place, vector) in vectors.enumerated() { read.append(try floats(vector, at: place)) }
        return read
    }

    private func floats(_ vector: JSONValue, at place: Int) throws(ModelError) -> [Float] {
        let components = vector.arrayValue ?? []
        let floats = components.compactMap { $0.doubleValue.map(Float.init) }.filter(\.isFinite)
        guard floats.count == components.count, floats.count == dimension else {
            throw ModelError(
                .malformedResponse,
                "expected \(dimension) numbers in vector \(place) from \(base.host), found \(floats.count) "
                    + "of \(components.count) values; set the dimension that '\(definition.model)' has")
        }
        return floats
    }
}
