import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct TCPConnectionTests {
    @Test(arguments: PollingMechanism.all, [TestServer.Address.v4, .v6])
    func `Echo, from an arbitrary executor and from the loop`(
        polling: PollingMechanism, address: TestServer.Address
    ) async throws {
        let server = try TestServer(address) { peer, _ in
            for _ in 0..<20 { peer.write(peer.read(count: 5)) }
            peer.write(peer.read(count: 1) + Array("end".utf8))
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            try await TCPConnection.withConnection(to: server.endpoint, group: group) { connection in
                #expect(connection.remoteAddress?.port == server.port)
                #expect(connection.localAddress?.host == address.rawValue)
                for round in 0..<10 { try await echo("abc\(round)!", over: connection) }
                try await withTaskExecutorPreference(connection.loop) {
                    for round in 0..<10 { try await echo("xyz\(round)!", over: connection) }
                    #expect(connection.loop.isCurrent)
                }
                try await connection.write([0])
                #expect(try await readToEnd(connection) == [0] + Array("end".utf8))
                #expect(try await connection.read() == nil)
            }
        }
    }

    private func echo(_ text: String, over connection: TCPConnection) async throws {
        try await connection.write(Array(text.utf8))
        var answer: [UInt8] = []
        while answer.count < text.utf8.count, let bytes = try await connection.read(max: 3) { answer += bytes }
        #expect(answer == Array(text.utf8))
    }

    private func readToEnd(_ connection: TCPConnection) async throws -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = try await connection.read() { all += bytes }
        return all
    }

    @Test(arguments: PollingMechanism.all)
    func `Writing waits for the peer, and reads go on meanwhile`(polling: PollingMechanism) async throws {
        let hasRead = Signal()
        let size = 8 * 1024 * 1024
        let server = try TestServer { peer, _ in
            peer.write("hello")
            hasRead.wait()
            peer.write("\(peer.readToEnd())")
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            try await TCPConnection.withConnection(to: server.endpoint, group: group) { connection in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        try await connection.write([UInt8](repeating: 7, count: size))
                        try connection.finishWriting()
                    }
                    #expect(try await connection.read() == Array("hello".utf8))
                    hasRead.fire()
                    try await tasks.waitForAll()
                }
                #expect(try await readToEnd(connection) == Array("\(size)".utf8))
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Cancelling a read closes the socket at once`(polling: PollingMechanism) async throws {
        let accepted = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            accepted.fire()
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let connection = try await TCPConnection.connect(to: server.endpoint, group: group)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await connection.read() } }
                await accepted.reached()
                tasks.cancelAll()
            }
            await sawEnd.reached()
            await expectError(.cancelled) { try await connection.read() }
            await expectError(.cancelled) { try await connection.write([1]) }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Cancelling a write closes the socket at once`(polling: PollingMechanism) async throws {
        let go = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            _ = peer.read(count: 1)
            go.fire()
            sawEnd.wait()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let connection = try await TCPConnection.connect(to: server.endpoint, group: group)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await expectError(.cancelled) {
                        try await connection.write([UInt8](repeating: 0, count: 64 * 1024 * 1024))
                    }
                }
                await go.reached()
                tasks.cancelAll()
            }
            sawEnd.fire()
            connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Time limits`(polling: PollingMechanism) async throws {
        let done = Signal()
        let server = try TestServer { _, _ in done.wait() }
        defer {
            done.fire()
            server.stop()
        }
        try await withGroup(polling) { group in
            var options = TCPOptions()
            options.readTimeout = .milliseconds(20)
            options.writeTimeout = .milliseconds(20)
            let connection = try await TCPConnection.connect(to: server.endpoint, options: options, group: group)
            let error = await expectError(.timedOut, phase: .read) { try await connection.read() }
            #expect(error?.endpoint == server.endpoint)
            await expectError(.timedOut, phase: .write) {
                try await connection.write([UInt8](repeating: 0, count: 64 * 1024 * 1024))
            }
            connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Nobody listens`(polling: PollingMechanism) async throws {
        let port = try TestServer.unusedPort()
        try await withGroup(polling) { group in
            let endpoint = Endpoint(host: "127.0.0.1", port: port)
            let error = await expectError(.connectionRefused, phase: .connect) {
                try await TCPConnection.connect(to: endpoint, group: group)
            }
            #expect(error?.message.contains("127.0.0.1:\(port)") == true)
            #expect(error?.underlying?.description.contains("refused") == true)
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A full accept queue ends in a connect timeout`(polling: PollingMechanism) async throws {
        let listener = try SaturatedListener()
        defer { listener.close() }
        try await withGroup(polling) { group in
            var options = TCPOptions()
            options.connectTimeout = .milliseconds(50)
            await expectError(.timedOut, phase: .connect) {
                try await TCPConnection.connect(to: listener.endpoint, options: options, group: group)
            }
        }
    }

    @Test func `A reset is reported as a closed connection, and never as a signal`() async throws {
        let server = try TestServer { peer, _ in
            _ = peer.read(count: 1)
            peer.reset()
        }
        defer { server.stop() }
        let connection = try await TCPConnection.connect(to: server.endpoint)
        try await connection.write([1])
        await expectError(.connectionClosed) { try await connection.read() }
        for _ in 0..<3 { await expectError(.connectionClosed) { try await connection.write([1, 2, 3]) } }
        connection.close()
    }

    @Test func `Closing wakes who waits`() async throws {
        let accepted = Signal()
        let server = try TestServer { peer, _ in
            accepted.fire()
            peer.readToEnd()
        }
        defer { server.stop() }
        let connection = try await TCPConnection.connect(to: server.endpoint)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await expectError(.connectionClosed) { try await connection.read() } }
            await accepted.reached()
            connection.close()
        }
        connection.close()
        #expect(connection.remoteAddress == nil)
    }

    @Test(arguments: PollingMechanism.all)
    func `A task that never has to wait makes way, and notices that it is cancelled`(
        polling: PollingMechanism
    ) async throws {
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let connection = try await TCPConnection.connect(to: server.endpoint, group: group)
            // On the loop there is one thread: whoever keeps it keeps the cancelling task out.
            await withTaskExecutorPreference(connection.loop) {
                await withTaskGroup(of: Void.self) { tasks in
                    let started = Signal()
                    tasks.addTask {
                        await expectError(.cancelled) {
                            while true {
                                try await connection.write([1])
                                started.fire()
                            }
                        }
                    }
                    await started.reached()
                    tasks.cancelAll()
                }
            }
        }
    }

    @Test func `A second reader is refused`() async throws {
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer { server.stop() }
        let connection = try await TCPConnection.connect(to: server.endpoint)
        await withTaskGroup(of: NetworkError.Code?.self) { tasks in
            for _ in 0..<2 {
                tasks.addTask {
                    do throws(NetworkError) {
                        _ = try await connection.read()
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            #expect(await tasks.next() == .invalidUse)
            connection.close()
            #expect(await tasks.next() == .connectionClosed)
        }
    }

    @Test func `A dropped connection closes itself`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        _ = try await TCPConnection.connect(to: server.endpoint)
        await sawEnd.reached()
    }

    @Test func `Shutting the loop down fails who waits`() async throws {
        let accepted = Signal()
        let server = try TestServer { peer, _ in
            accepted.fire()
            peer.readToEnd()
        }
        defer { server.stop() }
        let group = try EventLoopGroup(loopCount: 1)
        let connection = try await TCPConnection.connect(to: server.endpoint, group: group)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await expectError(.shutDown) { try await connection.read() } }
            await accepted.reached()
            await group.shutdown()
        }
    }

    @Test func `A name with several addresses finds the one that answers`() async throws {
        let server = try TestServer { peer, _ in peer.write("v4") }
        defer { server.stop() }
        try await TCPConnection.withConnection(to: Endpoint(host: "localhost", port: server.port)) { connection in
            let answer = try await readToEnd(connection)
            #expect(answer == Array("v4".utf8))
        }
        // The first address is one that nobody uses, so that another test's server cannot answer there.
        let addresses = try [("::1", TestServer.unusedPort(.v6)), ("127.0.0.1", server.port)].map {
            try #require(SocketAddress($0.0, port: $0.1))
        }
        let socket = try await ConnectRace.run(
            to: addresses, for: server.endpoint, loop: EventLoopGroup.shared.next(), attemptDelay: .seconds(100),
            limit: .total(.seconds(100), .connect))
        let connection = try TCPConnection(socket: socket, options: TCPOptions())
        #expect(connection.remoteAddress?.host == "127.0.0.1")
        connection.close()
    }

    @Test func `A silent address is overtaken by the next`() async throws {
        let silent = try SaturatedListener()
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer {
            silent.close()
            server.stop()
        }
        let addresses = try [silent.endpoint, server.endpoint].map { endpoint in
            try #require(SocketAddress(endpoint.host, port: endpoint.port))
        }
        let socket = try await ConnectRace.run(
            to: addresses, for: server.endpoint, loop: EventLoopGroup.shared.next(), attemptDelay: .milliseconds(5),
            limit: .total(.seconds(100), .connect))
        let connection = try TCPConnection(socket: socket, options: TCPOptions())
        #expect(connection.remoteAddress?.port == server.port)
        connection.close()
    }

    @Test func `Every address fails`() async throws {
        let addresses = try ["::1", "127.0.0.1", "127.0.0.2"].map {
            try #require(SocketAddress($0, port: try TestServer.unusedPort()))
        }
        await expectError(.connectionRefused) {
            try await ConnectRace.run(
                to: addresses, for: Endpoint(host: "h", port: 1), loop: EventLoopGroup.shared.next(),
                attemptDelay: .milliseconds(1), limit: .total(.seconds(100), .connect))
        }
    }
}
