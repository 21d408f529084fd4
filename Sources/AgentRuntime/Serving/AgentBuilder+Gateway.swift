public import AgentConfig

extension AgentBuilder {
    /// Opens the workspace's gateway, hands it to `body`, and closes it when `body` returns.
    ///
    /// It listens when `body` begins; requests are answered while ``GatewayServer/run()`` runs. Today it serves health, metrics
    /// and the memory gateway, whose file is `gateway.sqlite` in the state folder. Without client keys it listens on loopback
    /// addresses only.
    ///
    /// - Parameters:
    ///   - listen: Where to listen; `nil` for the configured place, by default `127.0.0.1:7443`.
    ///   - onFailure: Told of each error that is the gateway's own doing, such as a file that cannot be written.
    ///   - body: Runs the gateway.
    /// - Returns: What `body` returns.
    /// - Throws: `ConfigurationError`, ``AgentError``, `MemoryError` or `NetworkError` when the gateway cannot be put together,
    ///   `addressInUse` among them, and whatever `body` throws.
    public func withGateway<Result: Sendable>(
        listen: ListenAddress? = nil, onFailure: @escaping @Sendable (any Error) -> Void = { _ in },
        _ body: (GatewayServer) async throws -> Result
    ) async throws -> Result {
        let settings = try settings()
        let composition = GatewayComposition(
            settings: settings, folders: try folders(), environment: environment,
            address: listen ?? settings.listen ?? GatewayComposition.standardAddress,
            onFailure: onFailure)
        return try await composition.run(body)
    }
}
