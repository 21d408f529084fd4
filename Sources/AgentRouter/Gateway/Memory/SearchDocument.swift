internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives

/// The content of a search: `{"q", "namespace"?, "limit"?, "mode"?, "tags"?}`.
enum SearchDocument {
    private static let names: Set<String> = ["q", "query", "namespace", "limit", "mode", "tags"]
    private static let longestQuery = 10_000

    static func query(_ content: [UInt8]) throws(GatewayRefusal) -> TenantQuery {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: content)
        } catch {
            throw GatewayRefusal(.badRequest, "invalid_json", "expected a JSON document: \(error.message)")
        }
        do throws(JSONShapeError) {
            return try decode(JSONReader(document))
        } catch {
            throw GatewayRefusal(.badRequest, "invalid_document", "\(error)")
        }
    }

    private static func decode(_ reader: JSONReader) throws(JSONShapeError) -> TenantQuery {
        if let unknown = try reader.object().keys.first(where: { !names.contains($0) }) {
            throw try reader.member(unknown).mismatch("one of \(names.sorted().joined(separator: ", "))")
        }
        let text = if let short = try reader.optional("q") { short } else { try reader.member("query") }
        var query = TenantQuery(try text.string())
        guard query.text.utf8.count <= longestQuery, query.text.contains(where: { !$0.isWhitespace }) else {
            throw text.mismatch("a text of 1 to \(longestQuery) bytes")
        }
        if let namespace = try reader.optional("namespace") {
            guard let name = TenantNamespace(try namespace.string()) else {
                throw namespace.mismatch("1 to 100 characters out of A-Z a-z 0-9 _ -")
            }
            query.namespace = name
        }
        if let limit = try reader.optional("limit") {
            guard (1...100).contains(try limit.int()) else { throw limit.mismatch("a whole number from 1 to 100") }
            query.limit = try limit.int()
        }
        if let mode = try reader.optional("mode") {
            guard let value = TenantSearchMode(rawValue: try mode.string()) else {
                throw mode.mismatch("one of \(TenantSearchMode.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            query.mode = value
        }
        for tag in try reader.optional("tags")?.elements() ?? [] { query.tags.insert(try tag.string()) }
        return query
    }
}
