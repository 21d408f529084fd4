import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct NameResolverTests {
    @Test func `Literals need no thread`() async throws {
        let resolver = NameResolver(workers: BlockingWorkers(name: "none", maxThreads: 0, maxPending: 0))
        let loop = try EventLoopGroup.shared.next()
        for host in ["127.0.0.1", "::1"] {
            let addresses = try await resolver.resolve(
                Endpoint(host: host, port: 7), loop: loop, limit: .total(.seconds(60), .resolve))
            #expect(addresses.map(\.host) == [host])
            #expect(addresses.map(\.port) == [7])
        }
        await expectError(.limitExceeded) {
            try await resolver.resolve(
                Endpoint(host: "localhost", port: 7), loop: loop, limit: .total(.seconds(60), .resolve))
        }
    }

    @Test func `Unknown names`() async throws {
        let error = await expectError(.resolveFailed, phase: .resolve) {
            try await TCPConnection.connect(to: Endpoint(host: "no-such-host.invalid", port: 80))
        }
        #expect(error?.message.contains("no-such-host.invalid") == true)
        #expect(error?.underlying != nil)
    }

    @Test func `A resolver that hangs holds nobody up`() async throws {
        let workers = BlockingWorkers(name: "stuck", maxThreads: 1, maxPending: 10)
        let resolver = NameResolver(workers: workers)
        let loop = try EventLoopGroup.shared.next()
        let release = Signal()
        try workers.submit { release.wait() }
        await expectError(.timedOut, phase: .resolve) {
            try await resolver.resolve(
                Endpoint(host: "localhost", port: 7), loop: loop, limit: .total(.milliseconds(5), .resolve))
        }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await expectError(.cancelled) {
                    try await resolver.resolve(
                        Endpoint(host: "localhost", port: 7), loop: loop, limit: .total(.seconds(60), .resolve))
                }
            }
            tasks.cancelAll()
        }
        release.fire()
        let addresses = try await resolver.resolve(
            Endpoint(host: "localhost", port: 7), loop: loop, limit: .total(.seconds(60), .resolve))
        #expect(!addresses.isEmpty)
    }
}
