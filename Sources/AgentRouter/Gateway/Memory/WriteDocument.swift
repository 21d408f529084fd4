internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives

/// The content of a PUT.
///
/// A JSON object with the member `object` or `value`, and beside it nothing but `ttl_s`, `tags` and `metadata`, is a document
/// about an entry. Everything else is the value itself: any other JSON, and any other media type.
enum WriteDocument {
    private static let facts: Set<String> = ["ttl_s", "tags", "metadata"]
    private static let timeToLiveField = "x-ttl-s"

    static func write(_ content: [UInt8], headers: HTTPHeaders) throws(GatewayRefusal) -> TenantWrite {
        var write = try decode(content, contentType: headers["Content-Type"] ?? "application/json")
        if let text = headers[timeToLiveField] {
            guard let seconds = Int(text), write.timeToLive == nil || write.timeToLive == seconds else {
                throw GatewayRefusal(
                    .badRequest, "invalid_ttl",
                    "expected \(timeToLiveField) to be a whole number of seconds, the same as ttl_s if both are sent")
            }
            write.timeToLive = seconds
        }
        write.precondition = try EntityTag.precondition(headers)
        return write
    }

    private static func decode(_ content: [UInt8], contentType: String) throws(GatewayRefusal) -> TenantWrite {
        let plain = TenantWrite(TenantValue(content, contentType: contentType))
        guard plain.value.mediaType == "application/json" else { return plain }
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: content)
        } catch {
            throw GatewayRefusal(.badRequest, "invalid_json", "expected a JSON document: \(error.message)")
        }
        guard let object = document.objectValue, let form = form(of: object) else { return plain }
        do throws(JSONShapeError) {
            return try decode(object, form)
        } catch {
            throw GatewayRefusal(.badRequest, "invalid_document", "\(error)")
        }
    }

    /// How the value stands in a document about an entry; `nil` for a document that is a value itself.
    private static func form(of object: JSONObject) -> TenantValue.Form? {
        let names = Set(object.keys).subtracting(facts)
        guard names.count == 1, object.keys.count == Set(object.keys).count else { return nil }
        return names == ["object"] ? .object : names == ["value"] ? .value : nil
    }

    private static func decode(
        _ object: JSONObject, _ form: TenantValue.Form
    ) throws(JSONShapeError) -> TenantWrite {
        let value = object[form == .object ? "object" : "value"] ?? .null
        var write = TenantWrite(TenantValue(value.serialized(), form: form))
        let reader = JSONReader(.object(object))
        write.timeToLive = try reader.optional("ttl_s")?.int()
        for tag in try reader.optional("tags")?.elements() ?? [] { write.tags.insert(try tag.string()) }
        if let metadata = try reader.optional("metadata") {
            for name in try metadata.object().keys { write.metadata[name] = try metadata.member(name).string() }
        }
        return write
    }
}
