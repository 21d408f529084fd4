internal import CAgentSystem

/// Operating system threads, for loops and for calls that block.
enum SystemThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a detached thread.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(NetworkError) {
        let context = Unmanaged.passRetained(Body(body))
        let status = agent_thread_start(
            name,
            { context in
                guard let context else { return }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
            },
            context.toOpaque()
        )
        guard status == 0 else {
            context.release()
            throw NetworkError(errno: -status, doing: "start the thread \(name)")
        }
    }
}
