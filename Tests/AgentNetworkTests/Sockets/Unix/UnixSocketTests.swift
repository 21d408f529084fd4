internal import CAgentSystem
internal import Foundation
import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct UnixSocketTests {
    /// Runs a listener beside `body` and closes it afterwards.
    private func withListener(
        _ path: String,
        polling: PollingMechanism = .automatic,
        options: UnixListenerOptions = UnixListenerOptions(),
        serve: @escaping @Sendable (UnixConnection) async -> Void,
        _ body: @escaping @Sendable (UnixListener, EventLoopGroup) async throws -> Void
    ) async throws {
        try await withGroup(polling, loopCount: 2) { group in
            let listener = try await UnixSocket.listen(
                path: path, options: options, connections: .patient, group: group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.run(serve) }
                try await body(listener, group)
                listener.close()
                try await tasks.waitForAll()
            }
        }
    }

    private func echo(_ connection: UnixConnection) async {
        do {
            while let bytes = try await connection.read() { try await connection.write(bytes) }
        } catch {
            // The client has left.
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Many clients are served at once, each on one loop`(polling: PollingMechanism) async throws {
        try await withFolder { folder in
            let path = folder.file("s")
            let inTurn = Recorder<Set<ObjectIdentifier>>([])
            try await withListener(
                path, polling: polling,
                serve: { connection in
                    #expect(connection.loop.isCurrent)
                    inTurn.change { $0.insert(ObjectIdentifier(connection.loop)) }
                    await echo(connection)
                }
            ) { listener, group in
                try await withThrowingTaskGroup(of: Void.self) { clients in
                    for number in 0..<50 {
                        clients.addTask {
                            let connection = try await UnixSocket.connect(path: path, options: .patient, group: group)
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
                #expect(listener.path == path)
            }
            #expect(inTurn.value.count == 2)
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A large stream passes in both directions`(polling: PollingMechanism) async throws {
        try await withFolder { folder in
            let path = folder.file("s")
            try await withListener(path, polling: polling, serve: echo) { _, group in
                let bytes = patternedBytes(3_000_000)
                try await UnixSocket.withConnection(path: path, options: .patient, group: group) { connection in
                    try await withThrowingTaskGroup(of: Void.self) { tasks in
                        tasks.addTask {
                            try await connection.write(bytes)
                            try connection.finishWriting()
                        }
                        var received: [UInt8] = []
                        while let some = try await connection.read() { received += some }
                        #expect(received == bytes)
                        try await tasks.waitForAll()
                    }
                }
            }
        }
    }

    @Test func `Both ends know who the other is`() async throws {
        try await withFolder { folder in
            let path = folder.file("s")
            let seen = Recorder<[UnixCredentials]>([])
            try await withListener(
                path,
                serve: { connection in
                    seen.change { $0.append(connection.peer) }
                    #expect(connection.endpoint == .unix(path: ""))
                }
            ) { _, group in
                let connection = try await UnixSocket.connect(path: path, options: .patient, group: group)
                #expect(connection.endpoint == .unix(path: path))
                #expect(connection.peer.userID == getuid() && connection.peer.groupID == getgid())
                if let process = connection.peer.processID { #expect(process == getpid()) }
                #expect(try await connection.read() == nil)
                #expect(seen.value == [connection.peer])
            }
        }
    }

    @Test func `Nobody there is told as such`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("nobody")
                let error = await expectError(.connectionRefused, phase: .connect) {
                    try await UnixSocket.connect(path: path, group: group)
                }
                #expect(error?.endpoint == .unix(path: path))
            }
        }
    }

    @Test func `A listener whose queue is full is waited for, up to the limit`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                var options = UnixListenerOptions()
                options.accepting.backlog = 1
                let path = folder.file("s")
                let listener = try await UnixSocket.listen(path: path, options: options, group: group)
                var waiting: [UnixConnection] = []
                var hurried = UnixOptions()
                hurried.connectTimeout = .milliseconds(20)
                var failure: NetworkError?
                while failure == nil {
                    do throws(NetworkError) {
                        waiting.append(try await UnixSocket.connect(path: path, options: hurried, group: group))
                    } catch {
                        failure = error
                    }
                }
                #expect(failure?.code == .timedOut && failure?.phase == .connect)
                #expect(waiting.count < 10)
                // One more fits as soon as one is accepted.
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { await listener.run { _ in } }
                    let last = try await UnixSocket.connect(path: path, options: .patient, group: group)
                    #expect(try await last.read() == nil)
                    listener.close()
                    try await tasks.waitForAll()
                }
            }
        }
    }

    @Test func `Paths that cannot be are refused with the reason`() async throws {
        try await withGroup { group in
            let long = "/tmp/" + String(repeating: "x", count: 200)
            let error = await expectError(.limitExceeded) { try await UnixSocket.listen(path: long, group: group) }
            #expect(error?.message.contains("205") == true)
            await expectError(.limitExceeded) { try await UnixSocket.connect(path: long, group: group) }
            for path in ["", "a\0b", "@", "\0"] {
                await expectError(.invalidUse) { try await UnixSocket.listen(path: path, group: group) }
                await expectError(.invalidUse) { try await UnixSocket.connect(path: path, group: group) }
            }
            await expectError(.system) { try await UnixSocket.listen(path: "/nowhere/at/all", group: group) }
        }
    }

    @Test func `The longest path works`() async throws {
        try await withFolder { folder in
            let room = agent_unix_max_path() - folder.path.utf8.count - 1
            let path = folder.file(String(repeating: "p", count: room))
            try await withListener(path, serve: echo) { _, group in
                try await UnixSocket.withConnection(path: path, options: .patient, group: group) { connection in
                    try await connection.write([1])
                    #expect(try await connection.read() == [1])
                }
            }
            await expectError(.limitExceeded) { try await UnixSocket.listen(path: path + "p") }
        }
    }

    @Test(.enabled(if: agent_unix_has_abstract_names())) func `Abstract names need no file`() async throws {
        let name = "@agent-\(UInt64.random(in: 0...UInt64.max))"
        try await withListener(name, serve: echo) { _, group in
            for path in [name, "\0" + name.dropFirst()] {
                try await UnixSocket.withConnection(path: path, options: .patient, group: group) { connection in
                    try await connection.write([1])
                    #expect(try await connection.read() == [1])
                }
                await expectError(.addressInUse, phase: .listen) {
                    try await UnixSocket.listen(path: path, group: group)
                }
            }
        }
        #expect(
            !FileManager.default.fileExists(atPath: name) && !FileManager.default.fileExists(atPath: name + ".lock"))
        _ = try await withGroup { group in
            await expectError(.connectionRefused) { try await UnixSocket.connect(path: name, group: group) }
        }
    }

    @Test func `Cancelling the run cancels the connections and removes the file`() async throws {
        try await withFolder { folder in
            try await withGroup(loopCount: 2) { group in
                let path = folder.file("s")
                let listener = try await UnixSocket.listen(path: path, connections: .patient, group: group)
                let client = try await UnixSocket.connect(path: path, options: .patient, group: group)
                await withTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        await listener.run { connection in
                            await expectError(.cancelled) {
                                while try await connection.read() != nil {}
                                throw NetworkError(.connectionClosed, "ended in order")
                            }
                        }
                    }
                    await expectError(.connectionClosed) {
                        try await client.write([1])
                        tasks.cancelAll()
                        while try await client.read() != nil {}
                        throw NetworkError(.connectionClosed, "ended in order")
                    }
                }
                #expect(try folder.contents().isEmpty)
            }
        }
    }
}

extension UnixOptions {
    static var patient: UnixOptions {
        var options = UnixOptions()
        options.connectTimeout = .seconds(240)
        options.readTimeout = .seconds(240)
        options.writeTimeout = .seconds(240)
        return options
    }
}
