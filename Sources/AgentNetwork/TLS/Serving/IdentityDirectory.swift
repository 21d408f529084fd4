/// Finds the certificate for the name that a client asks for.
struct IdentityDirectory {
    /// Identities for the same names, one for each kind of key, best first.
    typealias Group = [TLSIdentity]

    /// By name in lower case, wildcards as they are written.
    private var groups: [String: Group] = [:]
    /// For clients that ask for no name, or for one that is not known.
    let fallback: Group

    /// - Parameter identities: At least one.
    init(_ identities: [TLSIdentity]) {
        var byNames: [Set<String>: Group] = [:]
        for identity in identities {
            var group = byNames[Self.names(of: identity)] ?? []
            if !group.contains(where: { $0.key.kind == identity.key.kind }) { group.append(identity) }
            byNames[Self.names(of: identity)] = group
        }
        for identity in identities {
            let names = Self.names(of: identity)
            for name in names where groups[name] == nil { groups[name] = byNames[names] }
        }
        fallback = identities.first.flatMap { byNames[Self.names(of: $0)] } ?? []
    }

    /// Those for a name, nil when there is none; a wildcard stands for one label, the first (RFC 6125 section 6.4.3).
    func find(_ name: String) -> Group? {
        let name = Self.normalize(name)
        if let group = groups[name] { return group }
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return nil }
        return groups["*" + name[dot...]]
    }

    private static func names(of identity: TLSIdentity) -> Set<String> {
        Set(identity.certificate.dnsNames.map(normalize))
    }

    private static func normalize(_ name: String) -> String {
        let name = name.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
