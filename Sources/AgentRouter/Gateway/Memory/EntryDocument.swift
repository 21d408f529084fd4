internal import AgentMemory
internal import AgentPrimitives

/// Entries as JSON documents, written piece by piece so that a stored JSON value goes out without being parsed.
enum EntryDocument {
    /// An entry with its value under the name under which it came in; one that came in plain goes out as `value`.
    static func bytes(_ entry: TenantEntry, score: Double? = nil) -> [UInt8] {
        bytes(entry.summary, value: entry.value, score: score)
    }

    /// An entry without its value.
    static func bytes(_ summary: TenantEntrySummary) -> [UInt8] {
        JSONValue.object(members(summary)).serialized()
    }

    /// An entry that a search found.
    static func bytes(_ match: TenantMatch) -> [UInt8] {
        bytes(match.summary, value: match.value, score: match.score)
    }

    private static func bytes(_ summary: TenantEntrySummary, value: TenantValue?, score: Double?) -> [UInt8] {
        var document = members(summary)
        if let score { document["score"] = JSONNumber(score).map(JSONValue.number) ?? 0 }
        guard let value else {
            document["value_omitted"] = true
            return JSONValue.object(document).serialized()
        }
        var bytes: [UInt8] = Array("{\"".utf8)
        if value.isJSON {
            bytes += (value.form == .object ? "object" : "value").utf8
            bytes += "\":".utf8
            bytes += value.bytes
        } else if value.mediaType.hasPrefix("text/"), let text = String(validating: value.bytes, as: UTF8.self) {
            bytes += "value\":".utf8
            JSONValue.string(text).serialize(into: &bytes)
        } else {
            bytes += "base64\":".utf8
            JSONValue.string(Base64Text.encode(value.bytes)).serialize(into: &bytes)
        }
        bytes.append(UInt8(ascii: ","))
        bytes += JSONValue.object(document).serialized().dropFirst()
        return bytes
    }

    private static func members(_ summary: TenantEntrySummary) -> JSONObject {
        var document: JSONObject = [
            "namespace": .string(summary.namespace.rawValue), "key": .string(summary.key.rawValue),
            "version": .int(summary.version), "created": .string(summary.created.description),
            "updated": .string(summary.updated.description), "content_type": .string(summary.contentType),
            "bytes": .int(summary.valueBytes),
        ]
        if let expires = summary.expires { document["expires"] = .string(expires.description) }
        if !summary.tags.isEmpty { document["tags"] = .array(summary.tags.sorted().map { .string($0) }) }
        if !summary.metadata.isEmpty {
            let facts = summary.metadata.sorted { $0.key < $1.key }
            document["metadata"] = .object(JSONObject(facts.map { ($0.key, .string($0.value)) }))
        }
        return document
    }
}
