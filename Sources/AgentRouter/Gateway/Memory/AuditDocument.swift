internal import AgentMemory
internal import AgentPrimitives

/// Entries of an audit chain as JSON.
enum AuditDocument {
    static func value(_ entry: TenantAuditEntry) -> JSONValue {
        var document: JSONObject = [
            "sequence": .int(entry.sequence), "time": .string(entry.time.description),
            "action": .string(entry.action.rawValue), "outcome": .string(entry.outcome.rawValue),
            "bytes": .int(entry.bytes),
        ]
        if let namespace = entry.namespace { document["namespace"] = .string(namespace) }
        if let session = entry.session { document["session"] = .string(session) }
        if let digest = entry.namespaceDigest { document["namespace_digest"] = .string(digest.description) }
        if let digest = entry.keyDigest { document["key_digest"] = .string(digest.description) }
        if let digest = entry.sessionDigest { document["session_digest"] = .string(digest.description) }
        document["hash"] = .string(entry.hash.description)
        return .object(document)
    }

    static func value(_ report: TenantAuditReport) -> JSONValue {
        var document: JSONObject = [
            "valid": .bool(report.isValid), "verified": .int(report.verified), "head": .int(report.head),
            "head_hash": .string(report.headHash.description),
        ]
        if let fault = report.firstFault { document["first_fault"] = .int(fault) }
        return .object(document)
    }
}
