internal import CAgentSystem
import Testing

@testable internal import AgentNetwork

struct TCPListenerTests {
    private let anyPort = Endpoint(host: "127.0.0.1", port: 0)

    /// Runs a listener beside `body` and closes it afterwards.
    private func withListener(
        polling: PollingMechanism = .automatic,
        loopCount: Int = 2,
        options: ListenerOptions = ListenerOptions(),
        serve: @escaping @Sendable (TCPConnection) async -> Void,
        _ body: @escaping @Sendable (TCPListener, EventLoopGroup) async throws -> Void
    ) async throws {
        try await withGroup(polling, loopCount: loopCount) { group in
            let listener = try await TCPListener.bind(to: anyPort, options: options, tcp: .patient, group: group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.run(serve) }
                try await body(listener, group)
                listener.close()
                try await tasks.waitForAll()
            }
        }
    }

    private func echo(_ connection: TCPConnection) async {
        do {
            while let bytes = try await connection.read() { try await connection.write(bytes) }
        } catch {
            // The client has left.
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Many clients are served at once, each on one loop`(polling: PollingMechanism) async throws {
        try await withListener(polling: polling, serve: echo) { listener, group in
            let endpoint = Endpoint(host: "127.0.0.1", port: listener.port)
            try await withThrowingTaskGroup(of: Void.self) { clients in
                for number in 0..<50 {
                    clients.addTask {
                        let connection = try await TCPConnection.connect(to: endpoint, options: .patient, group: group)
                        let text = Array("client \(number)".utf8)
                        try await connection.write(text)
                        #expect(try await connection.read() == text)
                        try connection.finishWriting()
                        #expect(try await connection.read() == nil)
                    }
                }
                try await clients.waitForAll()
            }
            #expect(listener.statistics.accepted == 50)
        }
    }

    @Test func `A connection is served on one of the group's loops and knows its peer`() async throws {
        let seen = Recorder<[Bool]>([])
        try await withListener(serve: { connection in
            seen.change { $0.append(connection.loop.isCurrent && connection.endpoint.host == "127.0.0.1") }
        }) { listener, group in
            let connection = try await TCPConnection.connect(
                to: Endpoint(host: "127.0.0.1", port: listener.port), options: .patient, group: group)
            #expect(try await connection.read() == nil)
        }
        #expect(seen.value == [true])
    }

    @Test func `A port in use is told as such, also between two listeners that would share it`() async throws {
        try await withListener(serve: echo) { listener, group in
            let taken = Endpoint(host: "127.0.0.1", port: listener.port)
            let error = await expectError(.addressInUse, phase: .listen) {
                try await TCPListener.bind(to: taken, group: group)
            }
            #expect(error?.endpoint == taken)
        }
    }

    @Test func `A name is bound on all of its addresses with one port`() async throws {
        try await withGroup { group in
            let listener = try await TCPListener.bind(to: Endpoint(host: "localhost", port: 0), group: group)
            #expect(Set(listener.localAddresses.map(\.port)).count == 1)
            #expect(listener.port != 0)
            listener.close()
        }
    }

    @Test func `An address of another machine is refused`() async throws {
        _ = try await withGroup { group in
            await expectError(.unreachable, phase: .listen) {
                try await TCPListener.bind(to: Endpoint(host: "192.0.2.1", port: 0), group: group)
            }
        }
    }

    @Test func `More connections than allowed wait until one ends`() async throws {
        var options = ListenerOptions()
        options.maxConnections = 1
        try await withListener(options: options, serve: echo) { listener, group in
            let endpoint = Endpoint(host: "127.0.0.1", port: listener.port)
            let first = try await TCPConnection.connect(to: endpoint, options: .patient, group: group)
            try await first.write([1])
            #expect(try await first.read() == [1])
            let second = try await TCPConnection.connect(to: endpoint, options: .patient, group: group)
            try await second.write([2])
            #expect(listener.statistics.active <= 1)
            first.close()
            #expect(try await second.read() == [2])
            second.close()
        }
    }

    @Test func `Cancelling the run cancels the connections`() async throws {
        try await withGroup(loopCount: 2) { group in
            let listener = try await TCPListener.bind(to: anyPort, tcp: .patient, group: group)
            let endpoint = Endpoint(host: "127.0.0.1", port: listener.port)
            let client = try await TCPConnection.connect(to: endpoint, options: .patient, group: group)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await listener.run { connection in
                        await expectError(.cancelled) { try await connection.read() }
                    }
                }
                await expectError(.connectionClosed) {
                    // Served for sure before it is cancelled: the first byte of the answer would not come otherwise.
                    try await client.write([1])
                    tasks.cancelAll()
                    while try await client.read() != nil {}
                    throw NetworkError(.connectionClosed, "ended in order")
                }
            }
            listener.close()
        }
    }
}
