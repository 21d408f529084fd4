internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives

extension MemoryGateway {
    @Sendable static func put(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let (namespace, key) = (try request.namespace(), try request.key())
        let content = try await request.http.body.collect(maxBytes: .max)
        let write = try WriteDocument.write(content, headers: request.http.headers)
        switch try await request.memory.put(namespace, key, write, session: request.session) {
        case .stored(let summary, let isNew):
            var document: [UInt8] = Array("{\"ok\":true,".utf8)
            document += EntryDocument.bytes(summary).dropFirst()
            return request.answer(
                document, status: isNew ? .created : .ok, headers: ["ETag": EntityTag.text(summary.version)])
        case .preconditionFailed: throw preconditionFailed
        case .overQuota(let excess):
            throw GatewayRefusal(.insufficientStorage, "quota_exceeded", excess.description)
        }
    }

    @Sendable static func get(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let (namespace, key) = (try request.namespace(), try request.key())
        let precondition = try EntityTag.precondition(request.http.headers)
        let level: TenantReadLevel = request.consistency == .strong ? .writer : .reader
        guard let entry = try await request.memory.entry(namespace, key, level: level, session: request.session) else {
            throw missing
        }
        let summary = entry.summary
        if let ifMatch = precondition.ifMatch, !TenantPrecondition(ifMatch: ifMatch).holds(for: summary.version) {
            throw preconditionFailed
        }
        var headers = request.answerHeaders
        headers.set("ETag", to: EntityTag.text(summary.version))
        guard precondition.holds(for: summary.version) else {
            return HTTPServerResponse(status: .notModified, headers: headers)
        }
        guard entry.value.form == .plain else {
            return request.answer(EntryDocument.bytes(entry), headers: ["ETag": EntityTag.text(summary.version)])
        }
        headers.set("Content-Type", to: summary.contentType)
        headers.set("x-memory-version", to: String(summary.version))
        headers.set("x-memory-created", to: summary.created.description)
        headers.set("x-memory-updated", to: summary.updated.description)
        if let expires = summary.expires { headers.set("x-memory-expires", to: expires.description) }
        // The value is a stranger's: a browser must neither run it nor take it for a page of this server.
        headers.set("Content-Security-Policy", to: "sandbox; default-src 'none'")
        return HTTPServerResponse(headers: headers, body: .bytes(entry.value.bytes))
    }

    @Sendable static func delete(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let outcome = try await request.memory.delete(
            try request.namespace(), try request.key(), precondition: try EntityTag.precondition(request.http.headers),
            session: request.session)
        switch outcome {
        case .deleted: return HTTPServerResponse(status: .noContent, headers: request.answerHeaders)
        case .missing: throw missing
        case .preconditionFailed: throw preconditionFailed
        }
    }

    @Sendable static func list(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let limit = try request.number("limit", 1...1000, default: 100)
        let after = try request.http.query(named: "cursor").map { text throws(GatewayRefusal) in
            guard let key = TenantKey(text) else {
                throw GatewayRefusal(.badRequest, "invalid_cursor", "expected the next_cursor of the answer before")
            }
            return key
        }
        let prefix = request.http.query(named: "prefix") ?? ""
        guard prefix.isEmpty || TenantKey(prefix + "x") != nil else {
            throw GatewayRefusal(.badRequest, "invalid_parameter", "expected 'prefix' to be the beginning of a key")
        }
        let page = try await request.memory.list(
            try request.namespace(), prefix: prefix, after: after, limit: limit, session: request.session)
        var document: [UInt8] = Array("{\"entries\":".utf8)
        append(page.elements.map { EntryDocument.bytes($0) }, to: &document)
        if let next = page.next { document += ",\"next_cursor\":\"\(next)\"".utf8 }
        document.append(UInt8(ascii: "}"))
        return request.answer(document)
    }

    @Sendable static func search(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let content = try await request.http.body.collect(maxBytes: .max)
        let query = try SearchDocument.query(content)
        let matches = try await request.memory.search(query, session: request.session)
        var document: [UInt8] = Array("{\"mode\":\"\(query.mode.rawValue)\",\"results\":".utf8)
        append(matches.map { EntryDocument.bytes($0) }, to: &document)
        document.append(UInt8(ascii: "}"))
        return request.answer(document)
    }

    private static func append(_ elements: [[UInt8]], to document: inout [UInt8]) {
        document.append(UInt8(ascii: "["))
        document += elements.joined(separator: [UInt8(ascii: ",")])
        document.append(UInt8(ascii: "]"))
    }

    private static let missing = GatewayRefusal(.notFound, "not_found", "there is no entry of this name; check it")
    private static let preconditionFailed = GatewayRefusal(
        .preconditionFailed, "precondition_failed",
        "the entry is not in the state that If-Match or If-None-Match asks for; read it again")
}
