internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives

extension MemoryGateway {
    @Sendable static func usage(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let usage = try await request.memory.usage()
        let limits = request.memory.limits
        let namespaces = usage.namespaces.map { namespace in
            JSONValue.object([
                "namespace": .string(namespace.name.rawValue), "items": .int(namespace.items),
                "bytes": .int(namespace.bytes),
            ])
        }
        let document: JSONValue = [
            "namespaces": .array(namespaces), "items": .int(usage.items), "bytes": .int(usage.bytes),
            "quota": [
                "items": .int(limits.tenantItems), "bytes": .int(limits.tenantBytes),
                "namespace_items": .int(limits.namespaceItems), "namespace_bytes": .int(limits.namespaceBytes),
                "value_bytes": .int(limits.valueBytes), "when_full": .string(limits.whenFull.rawValue),
            ],
        ]
        return request.answer(document.serialized())
    }

    /// The tenant's name has to be repeated, so that neither a slip of a loop over namespaces nor a lost path segment erases.
    @Sendable static func erase(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let content = try await request.http.body.collect(maxBytes: .max)
        let document = content.isEmpty ? nil : try? JSONValue(parsing: content)
        let confirmation = request.http.headers["x-confirm-erase"] ?? document?["confirm"]?.stringValue
        guard confirmation == request.memory.tenant.rawValue else {
            throw GatewayRefusal(
                .badRequest, "confirmation_required",
                "expected the tenant's name in the field x-confirm-erase, or as {\"confirm\": NAME}; all entries would be erased"
            )
        }
        let items = try await request.memory.erase(session: request.session)
        let answer: JSONValue = ["ok": true, "erased_items": .int(items)]
        return request.answer(answer.serialized())
    }

    @Sendable static func export(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let memory = request.memory
        try await memory.beginExport(session: request.session)
        // The first part is read before the head is sent, so that a store that fails gets a status.
        let first = try await memory.export()
        var headers = request.answerHeaders
        headers.set("Content-Type", to: "application/x-ndjson")
        headers.set("Content-Disposition", to: "attachment; filename=\"memory.ndjson\"")
        return HTTPServerResponse(
            headers: headers,
            body: .stream { writer in
                var page = first
                while true {
                    var lines: [UInt8] = []
                    for entry in page.elements {
                        lines += singleLine(EntryDocument.bytes(entry))
                        lines.append(UInt8(ascii: "\n"))
                    }
                    if !lines.isEmpty { try await writer.write(lines) }
                    guard let next = page.next else { return }
                    page = try await memory.export(after: next)
                }
            })
    }

    @Sendable static func audit(_ request: MemoryRequest) async throws -> HTTPServerResponse {
        let limit = try request.number("limit", 1...1000, default: 100)
        let after = try request.number("after", 0...Int.max, default: 0)
        let entries = try await request.memory.audit(after: Int64(after), limit: limit)
        var document: JSONObject = ["entries": .array(entries.map { AuditDocument.value($0) })]
        if entries.count == limit, let last = entries.last { document["next_after"] = .int(last.sequence) }
        if request.http.query(named: "verify") == "true" {
            document["integrity"] = AuditDocument.value(try await request.memory.verifyAudit())
        }
        return request.answer(JSONValue.object(document).serialized())
    }

    /// A plain JSON value may have been stored with line breaks between its parts; inside strings there are none.
    private static func singleLine(_ document: [UInt8]) -> [UInt8] {
        let breaks: Set<UInt8> = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        return document.contains(where: breaks.contains) ? document.filter { !breaks.contains($0) } : document
    }
}
