/// How much a tenant keeps.
public struct TenantUsage: Hashable, Sendable {
    /// How much one namespace keeps.
    public struct Namespace: Hashable, Sendable {
        /// Its name.
        public let name: TenantNamespace
        /// Entries, those included that have expired and were not yet removed.
        public let items: Int
        /// Bytes that count against the quota: names, values, tags and metadata.
        public let bytes: Int
    }

    /// The namespaces that hold anything, by name.
    public let namespaces: [Namespace]

    /// Entries of all namespaces.
    public var items: Int { namespaces.reduce(0) { $0 + $1.items } }
    /// Bytes of all namespaces.
    public var bytes: Int { namespaces.reduce(0) { $0 + $1.bytes } }
}
