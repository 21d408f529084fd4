internal import AgentConfig
internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import AgentRouter

/// Puts a gateway together out of settings.
struct GatewayComposition {
    let settings: AgentSettings
    let folders: WorkspaceFolders
    let environment: [String: String]
    let address: ListenAddress
    let onFailure: @Sendable (any Error) -> Void

    /// Where the gateway listens unless told otherwise.
    static let standardAddress = ListenAddress(host: "127.0.0.1", port: 7443)

    /// Opens the store and listens.
    ///
    /// - Throws: `ConfigurationError`, ``AgentError``, `MemoryError`, `NetworkError`.
    func run<Result: Sendable>(_ body: (GatewayServer) async throws -> Result) async throws -> Result {
        let keys = try await keys()
        guard !keys.isEmpty || Self.isLoopback(address.host) else { throw Self.unprotected(address) }
        let metrics = GatewayMetrics()
        return try await TenantStore.withStore(at: folders.gateway, options: storeOptions, limits: limits) { store in
            let gateway = try Gateway(
                services: services(store, keys, metrics), hosts: keys.isEmpty ? Self.localHosts + [address.host] : nil,
                metrics: metrics, onFailure: onFailure)
            let server = try await HTTPServer.bind(
                to: Endpoint(host: address.host, port: address.port), options: serverOptions, onError: onFailure,
                handler: gateway.handler)
            // A name such as localhost leads wherever the system's table says.
            guard !keys.isEmpty || server.localAddresses.allSatisfy({ Self.isLoopback($0.host) }) else {
                server.beginGracefulShutdown()
                throw Self.unprotected(address)
            }
            return try await body(GatewayServer(server: server, store: store, host: address.host))
        }
    }

    private func services(
        _ store: TenantStore, _ keys: [GatewayKey], _ metrics: GatewayMetrics
    ) -> [any GatewayService] {
        var options = MemoryGatewayOptions()
        options.keys = keys
        let memory = settings.memoryGateway
        options.requestsPerSecond = memory.requestsPerSecond.map(Double.init) ?? options.requestsPerSecond
        options.burst = memory.burst ?? options.burst
        options.contentBytes = memory.valueBytes ?? options.contentBytes
        return [
            HealthService(checks: [HealthService.Check("memory") { try await store.check() }]),
            MetricsService(keys: keys, sources: [{ Self.routerMetrics }, { metrics.snapshot }]),
            MemoryGateway(store: store, options: options),
        ]
    }

    /// The gateway does not route to models yet, and says so in numbers.
    private static let routerMetrics = [
        GatewayMetric(
            "adapters_registered", .gauge, help: "Models that the gateway can ask.", value: 0),
        GatewayMetric(
            "router_windows_admit_total", .counter, help: "Model calls that found room in their session's window.",
            value: 0),
    ]

    private var storeOptions: SQLiteOptions {
        var options = SQLiteOptions()
        if settings.memoryGateway.durability == "full" { options.durability = .full }
        return options
    }

    private var limits: TenantLimits {
        let memory = settings.memoryGateway
        var limits = TenantLimits()
        limits.valueBytes = memory.valueBytes ?? limits.valueBytes
        limits.namespaceItems = memory.namespaceItems ?? limits.namespaceItems
        limits.namespaceBytes = memory.namespaceBytes ?? limits.namespaceBytes
        limits.tenantItems = memory.tenantItems ?? limits.tenantItems
        limits.tenantBytes = memory.tenantBytes ?? limits.tenantBytes
        limits.whenFull = memory.whenFull.flatMap(TenantLimits.WhenFull.init(rawValue:)) ?? limits.whenFull
        limits.auditsReads = memory.auditsReads ?? limits.auditsReads
        return limits
    }

    private var serverOptions: HTTPServerOptions {
        var options = HTTPServerOptions()
        options.drainTimeout = .seconds(10)
        return options
    }
}

// MARK: - Keys

extension GatewayComposition {
    private func keys() async throws -> [GatewayKey] {
        let secrets = EnvironmentSecretSource(environment: environment)
        var keys: [GatewayKey] = []
        for entry in settings.memoryGateway.keys {
            guard let key = try await entry.key.resolve(with: secrets) else {
                throw ConfigurationError(
                    .missingSecret, key: "memory_gateway.keys '\(entry.name)'", source: entry.source,
                    expected: "a secret for \(entry.key)", found: "none", advice: "Set the environment variable.")
            }
            keys.append(
                GatewayKey(
                    name: entry.name, key: key,
                    tenants: entry.tenants.contains(GatewayKeyEntry.everyTenant)
                        ? .all : .only(Set(entry.tenants.compactMap { TenantID($0) }))))
        }
        return keys
    }

    private static let localHosts = ["localhost", "127.0.0.1", "::1"]

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" { return true }
        guard let address = SocketAddress(host, port: 0) else { return false }
        return address.host == "::1" || address.family == .v4 && address.host.hasPrefix("127.")
    }

    private static func unprotected(_ address: ListenAddress) -> ConfigurationError {
        ConfigurationError(
            .invalidValue, key: ConfigurationKey.listen.path,
            expected: "a loopback address while there are no client keys",
            found: "'\(address)', which other machines can reach",
            advice: "List keys in memory_gateway.keys, or listen on 127.0.0.1.")
    }
}
