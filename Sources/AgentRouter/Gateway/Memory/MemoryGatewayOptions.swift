/// Who may ask a ``MemoryGateway``, and how much.
public struct MemoryGatewayOptions: Sendable {
    /// The clients' keys; without any, everybody who reaches the gateway may ask for every tenant.
    public var keys: [GatewayKey] = []
    /// Requests per second of one tenant in the long run; more get 429.
    public var requestsPerSecond = 10.0
    /// Requests that a tenant which was idle may send at once.
    public var burst = 250
    /// Tenants whose request rates are remembered; beyond it the one that was idle for longest is forgotten.
    public var remembersTenants = 10_000
    /// Bytes of one request's content; more get 413.
    public var contentBytes = 1 << 20

    /// Takes the defaults.
    public init() {}
}
