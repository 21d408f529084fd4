internal import COpenSSL
internal import Synchronization
import Testing

@testable internal import AgentNetwork

/// The stream inside TLS: its two halves, its ends, and what it runs over.
@Suite(.timeLimit(.minutes(5)))
struct TLSStreamTests {
    private static let authority = Result { try TestCertificate.authority() }

    private let authority: TestCertificate
    private let server: TLSServerContext
    private let client: TLSContext

    init() throws {
        authority = try Self.authority.get()
        let identity = try authority.issue(names: "IP:127.0.0.1,DNS:inner.example").identity()
        server = try TLSServerContext(options: TLSServerOptions(identity: identity).patient)
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        client = try TLSContext(options: options)
    }

    private static let limit = TimeLimit.total(.seconds(240), .tlsHandshake)

    /// Both ends of a TLS connection over a socket pair.
    private func pair(
        on group: EventLoopGroup, version: TLSVersion = .v1_3, bufferSize: Int32? = nil
    ) async throws -> (client: TLSConnection, server: TLSConnection) {
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.serverName = "inner.example"
        options.maximumVersion = version
        let context = try TLSContext(options: options)
        let (left, right) = try TestSocketStream.pair(on: group, bufferSize: bufferSize)
        return try await join(left, right, context)
    }

    private func join(
        _ left: any TLSTransport, _ right: any TLSTransport, _ context: TLSContext
    ) async throws -> (client: TLSConnection, server: TLSConnection) {
        let accepted = OneShot<TLSConnection>()
        let server = server
        let opened = try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                let connection = try await TLSConnection.accept(over: right, context: server, options: .patient)
                accepted.resolve(.success(connection))
            }
            let connection = try await TLSConnection.upgrade(
                left, for: left.endpoint, context: context, options: .patient, limit: Self.limit)
            try await tasks.waitForAll()
            return connection
        }
        return (opened, try await accepted.value(on: right.loop, limit: nil))
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3], [false, true])
    func `Each side may end its half and go on reading`(version: TLSVersion, isServerFirst: Bool) async throws {
        try await withGroup { group in
            let (client, server) = try await pair(on: group, version: version)
            let (first, second) = isServerFirst ? (server, client) : (client, server)
            try await first.write(Array("last words".utf8))
            try await first.finishWriting()
            #expect(try await second.readToEnd() == "last words")
            // The end is seen again by whoever asks again.
            #expect(try await second.read() == nil)
            await expectError(.invalidUse) { try await first.write([1]) }
            try await second.write(Array("still here".utf8))
            #expect(try await first.read() == Array("still here".utf8))
            try await second.write(Array(", not any more".utf8))
            try await second.finishWriting()
            #expect(try await first.readToEnd() == ", not any more")
            first.close()
            second.close()
        }
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `Half-close with a client of OpenSSL, both ways`(version: Int32) async throws {
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            do {
                // The client ends first, then is answered.
                let text = try await connection.readToEnd()
                try await connection.write(Array("got \(text)".utf8))
                try await connection.finishWriting()
            } catch {
                Issue.record("\(error)")
            }
        }
        try await withTLSServer(server, serve: serve) { endpoint, _ in
            let answer = await TLSTestClient.run(endpoint, .init(version: version)) { client -> String in
                client.write("a request")
                client.sayGoodbye()
                let answer = String(decoding: client.readToEnd(), as: UTF8.self)
                return answer + (client.sawGoodbye ? ", goodbye" : ", cut")
            }
            #expect(answer == "got a request, goodbye")
        }
        let serverFirst: @Sendable (TLSConnection) async -> Void = { connection in
            do {
                try await connection.write(Array("I am done".utf8))
                try await connection.finishWriting()
                #expect(try await connection.readToEnd() == "I am not")
            } catch {
                Issue.record("\(error)")
            }
        }
        try await withTLSServer(server, serve: serverFirst) { endpoint, _ in
            let text = await TLSTestClient.run(endpoint, .init(version: version)) { client -> String in
                let text = String(decoding: client.readToEnd(), as: UTF8.self)
                client.write("I am not")
                client.sayGoodbye()
                return text
            }
            #expect(text == "I am done")
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Many bytes both ways at once over a Unix socket`(polling: PollingMechanism) async throws {
        try await withGroup(polling, loopCount: 2) { group in
            let (client, server) = try await pair(on: group)
            let size = 4 * 1024 * 1024
            let text = patternedBytes(size)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (side, max) in [(client, 64 * 1024), (server, 5000)] {
                    tasks.addTask {
                        try await side.write(text)
                        try await side.finishWriting()
                    }
                    tasks.addTask {
                        var all: [UInt8] = []
                        while let bytes = try await side.read(max: max) {
                            #expect(bytes.count <= max)
                            all += bytes
                        }
                        #expect(all == text)
                    }
                }
                try await tasks.waitForAll()
            }
            client.close()
            server.close()
        }
    }

    @Test func `Without a name there is nothing to verify, so it is asked for`() async throws {
        try await withGroup { group in
            let (left, right) = try TestSocketStream.pair(on: group)
            let error = await expectError(.tlsFailed) {
                try await TLSConnection.upgrade(
                    left, for: left.endpoint, context: client, options: .patient, limit: Self.limit)
            }
            #expect(error?.message.contains("serverName") == true)
            await expectError(.connectionClosed, phase: .tlsHandshake) {
                try await TLSConnection.accept(over: right, context: server, options: .patient)
            }
        }
    }

    @Test func `TLS inside TLS`() async throws {
        try await withGroup { group in
            let outer = try await pair(on: group)
            var options = TLSOptions()
            options.roots = .pem(authority.pem)
            options.serverName = "inner.example"
            let inner = try await join(outer.client, outer.server, TLSContext(options: options))
            let text = [UInt8](repeating: 9, count: 300_000)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await inner.client.write(text)
                    try await inner.client.finishWriting()
                }
                #expect(try await inner.server.readToEnd() == String(decoding: text, as: UTF8.self))
                try await tasks.waitForAll()
            }
            try await inner.server.write([1])
            #expect(try await inner.client.read() == [1])
            inner.server.close()
            inner.client.close()
        }
    }

    @Test func `A pooled connection is quiet until something comes`() async throws {
        try await withGroup { group in
            let (client, server) = try await pair(on: group)
            // The session tickets are there already, and are no reason to give it up.
            #expect(client.isQuiet())
            #expect(client.isQuiet())
            try await server.write([1])
            #expect(!client.isQuiet())
            client.close()
            client.close()
            await expectError(.connectionClosed) { try await client.write([1]) }
            await expectError(.connectionClosed) { try await client.read() }
            server.close()
        }
        try await withGroup { group in
            let (client, server) = try await pair(on: group)
            server.close()
            #expect(!client.isQuiet())
            client.close()
        }
    }

    @Test func `A client that hangs up in the middle of a write is an error, not a signal`() async throws {
        try await withGroup { group in
            let (client, server) = try await pair(on: group)
            client.close()
            await expectError(.connectionClosed) {
                for _ in 0..<1000 { try await server.write([UInt8](repeating: 0, count: 100_000)) }
            }
            server.close()
        }
    }

    @Test func `A peer that asks for key updates and takes no answers does not fill the memory`() async throws {
        try await withGroup { group in
            let (client, server) = try await pair(on: group, bufferSize: 4096)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await expectError(.limitExceeded) {
                        while try await server.read() != nil {}
                    }
                    server.close()
                }
                // Never reads; ends when the server hangs up.
                await expectError(.connectionClosed) {
                    while true {
                        _ = client.state.withLock { SSL_key_update($0.engine.session, SSL_KEY_UPDATE_REQUESTED) }
                        try await client.write([1])
                    }
                }
            }
            client.close()
        }
    }

    @Test func `What closed the connection first is what everybody hears`() async throws {
        try await withGroup { group in
            let (client, server) = try await pair(on: group)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await client.read() } }
                tasks.cancelAll()
            }
            client.close()
            await expectError(.cancelled) { try await client.write([1]) }
            await expectError(.cancelled) { try await client.read() }
            server.close()
        }
    }
}
