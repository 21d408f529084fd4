public import AgentMemory
internal import AgentNetwork
public import AgentPrimitives

/// A key of the gateway's clients, and whose memory it opens.
public struct GatewayKey: Sendable {
    /// The tenants of a key.
    public enum Tenants: Hashable, Sendable {
        /// Every tenant.
        case all
        /// These.
        case only(Set<TenantID>)

        func contains(_ tenant: TenantID) -> Bool {
            switch self {
            case .all: true
            case .only(let tenants): tenants.contains(tenant)
            }
        }
    }

    /// The key's name, for logs; keys of one name are for the same tenants.
    public let name: String
    /// The key.
    public let key: Secret
    /// Whose memory it opens.
    public let tenants: Tenants

    /// Describes a key.
    public init(name: String, key: Secret, tenants: Tenants) {
        self.name = name
        self.key = key
        self.tenants = tenants
    }

    /// Asks for one of the keys, as `Authorization: Bearer KEY` or `x-api-key: KEY`.
    static func authentication(_ keys: [GatewayKey]) -> HTTPBearerAuthentication {
        HTTPBearerAuthentication(
            keys: keys.map { HTTPClientKey(client: $0.name, key: $0.key) }, keyFields: ["x-api-key"], realm: "gateway")
    }
}
