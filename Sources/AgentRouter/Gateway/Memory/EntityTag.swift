internal import AgentMemory
internal import AgentNetwork

/// Versions of entries as entity tags (RFC 9110 section 8.8.3): `"17"`.
enum EntityTag {
    static func text(_ version: Int64) -> String { "\"\(version)\"" }

    /// The conditions that a request states with `If-Match` and `If-None-Match`.
    static func precondition(_ headers: HTTPHeaders) throws(GatewayRefusal) -> TenantPrecondition {
        TenantPrecondition(
            // A weak tag never matches strongly, which If-Match asks for.
            ifMatch: try match(headers.values(for: "If-Match"), countsWeak: false),
            ifNoneMatch: try match(headers.values(for: "If-None-Match"), countsWeak: true))
    }

    private static func match(
        _ values: [String], countsWeak: Bool
    ) throws(GatewayRefusal) -> TenantPrecondition.Match? {
        guard !values.isEmpty else { return nil }
        let list = values.joined(separator: ",")
        if list == "*" { return .any }
        var versions: Set<Int64> = []
        for element in list.split(separator: ",") {
            var tag = element.drop { $0 == " " || $0 == "\t" }
            while tag.last == " " || tag.last == "\t" { tag.removeLast() }
            guard !tag.isEmpty else { continue }
            let isWeak = tag.hasPrefix("W/")
            if isWeak { tag = tag.dropFirst(2) }
            guard tag.count >= 2, tag.first == "\"", tag.last == "\"" else {
                throw GatewayRefusal(
                    .badRequest, "invalid_precondition",
                    "expected If-Match and If-None-Match to be * or a list of tags, such as \"17\"")
            }
            // A tag that is no version is none of ours, and matches nothing.
            guard !isWeak || countsWeak, let version = Int64(tag.dropFirst().dropLast()) else { continue }
            versions.insert(version)
        }
        return .versions(versions)
    }
}
