public import AgentPrimitives

/// Who serves a model, and by which API.
public struct ModelAdapterMetadata: Hashable, Sendable {
    /// The serving party: a host, or `builtin`.
    public var provider: String
    /// The API that the adapter speaks to it; `nil` for a model inside this process.
    public var kind: UpstreamKind?

    /// Describes an adapter.
    public init(provider: String, kind: UpstreamKind?) {
        self.provider = provider
        self.kind = kind
    }
}
