internal import AgentConfig
internal import AgentMemory
internal import AgentNetwork
internal import AgentPrimitives
internal import AgentRouter

/// A gateway that listens: the HTTP surfaces of a workspace behind one address.
///
/// ```swift
/// try await AgentBuilder(workspace: ".").withGateway(listen: ListenAddress("127.0.0.1:0")) { gateway in
///     print(gateway.url)
///     await gateway.run()
/// }
/// ```
public final class GatewayServer: Sendable {
    private let server: HTTPServer
    private let store: TenantStore
    private let host: String

    init(server: HTTPServer, store: TenantStore, host: String) {
        self.server = server
        self.store = store
        self.host = host
    }

    /// How often what has expired is removed.
    private static let upkeepInterval = Duration.seconds(60)

    /// The port that is listened on, also where the system chose it.
    public var port: UInt16 { server.port }

    /// Where clients reach the gateway, such as `http://127.0.0.1:7443`.
    public var url: String { "http://\(ListenAddress(host: host, port: port))" }

    /// Serves until a graceful shutdown is complete; cancelling the task stops at once.
    public func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.server.run() }
            tasks.addTask { await self.removeExpired() }
            // The server ends by itself; the upkeep never does.
            await tasks.next()
            tasks.cancelAll()
        }
    }

    /// Stops accepting connections and lets the requests at hand end; ``run()`` returns after them.
    public func beginGracefulShutdown() {
        server.beginGracefulShutdown()
    }

    private func removeExpired() async {
        while !Task.isCancelled {
            // A failure here shows in the requests too; the next round tries again.
            _ = try? await store.removeExpired()
            // Only a cancellation ends the pause early, and the loop sees it.
            try? await Task.sleep(for: Self.upkeepInterval)
        }
    }
}
