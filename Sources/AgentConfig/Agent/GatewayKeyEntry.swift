internal import AgentPrimitives

/// A key of the gateway's clients, as the configuration lists it.
public struct GatewayKeyEntry: Hashable, Sendable {
    /// What stands for every tenant in the list of a key.
    public static let everyTenant = "*"

    /// The key's name, for logs.
    public var name: String
    /// Where the key is found.
    public var key: SecretReference
    /// The tenants whose memory it opens; `["*"]` for all.
    public var tenants: [String]
    /// Where the entry stands.
    public var source: ConfigurationSource

    /// Describes a key.
    public init(name: String, key: SecretReference, tenants: [String], source: ConfigurationSource = .fallback) {
        self.name = name
        self.key = key
        self.tenants = tenants
        self.source = source
    }
}

extension GatewayKeyEntry {
    /// Reads the list `memory_gateway.keys`; no node gives no keys.
    static func list(_ node: ConfigurationNode?) throws(ConfigurationError) -> [GatewayKeyEntry] {
        guard let node else { return [] }
        var entries: [GatewayKeyEntry] = []
        var names: Set<String> = []
        for (index, element) in try node.elements().enumerated() {
            let entry = try GatewayKeyEntry(element, number: index + 1)
            guard names.insert(entry.name).inserted else {
                throw ConfigurationError(
                    .invalidValue, key: element.key + ".name", source: element.source,
                    expected: "a name that no entry before has", found: "'\(entry.name)' again",
                    advice: "Rename one of the two.")
            }
            entries.append(entry)
        }
        return entries
    }

    private init(_ node: ConfigurationNode, number: Int) throws(ConfigurationError) {
        let members = try node.members(named: ["name", "key", "tenants"])
        guard let key = members["key"] else { throw node.missingKey("key", expected: "env:NAME") }
        guard let tenants = members["tenants"] else {
            throw node.missingKey("tenants", expected: "the names of tenants, or [\"*\"] for all")
        }
        let names = try tenants.texts()
        guard !names.isEmpty else {
            throw tenants.invalid("at least one tenant", advice: "A key without tenants opens nothing; leave it out.")
        }
        for element in try tenants.elements() where try !Self.isTenant(element.text()) {
            throw element.invalid("1 to 50 characters out of A-Z a-z 0-9 _ -, or *")
        }
        self.init(
            name: try members["name"]?.text() ?? "key \(number)", key: try key.secret(), tenants: names,
            source: node.source)
    }

    /// The rule of `TenantID`, which a module of this layer cannot name.
    private static func isTenant(_ text: String) -> Bool {
        guard text != everyTenant else { return true }
        return (1...50).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
