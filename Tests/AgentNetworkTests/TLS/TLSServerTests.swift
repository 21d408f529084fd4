internal import CAgentSystem
internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// The server's side, with OpenSSL's own client and with peers that misbehave.
@Suite(.timeLimit(.minutes(5)))
struct TLSServerTests {
    private static let authority = Result { try TestCertificate.authority() }

    private let authority: TestCertificate

    init() throws {
        authority = try Self.authority.get()
    }

    private func context(_ change: (inout TLSServerOptions) -> Void = { _ in }) throws -> TLSServerContext {
        var options = TLSServerOptions(identity: try authority.issue(names: "IP:127.0.0.1").identity()).patient
        change(&options)
        return try TLSServerContext(options: options)
    }

    @Test(arguments: PollingMechanism.all, [TLS1_2_VERSION, TLS1_3_VERSION])
    func `Many bytes both ways with a client of OpenSSL`(polling: PollingMechanism, version: Int32) async throws {
        let context = try context()
        try await withTLSServer(context, polling: polling, serve: echo) { endpoint, _ in
            let size = 2 * 1024 * 1024
            let received = await TLSTestClient.run(endpoint, .init(version: version)) { client -> Int in
                var count = 0
                // A little at a time: the client is blocking, and neither side may have to wait for both directions.
                let part = [UInt8](repeating: 5, count: 32 * 1024)
                while count < size {
                    client.write(part)
                    var left = part.count
                    while left > 0, let bytes = client.read() { left -= bytes.count }
                    guard left == 0 else { break }
                    count += part.count
                }
                return count
            }
            #expect(received == size)
        }
        #expect(context.statistics.handshakes == 1)
        #expect(context.statistics.failures == 0)
    }

    @Test func `Both ends of this library, many at once`() async throws {
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        let client = try TLSContext(options: options)
        let context = try context()
        try await withTLSServer(context, serve: echo) { endpoint, group in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<30 {
                    tasks.addTask {
                        let connection = try await TLSConnection.connect(
                            to: endpoint, context: client, options: .patient, group: group)
                        let text = [UInt8](repeating: UInt8(number), count: 100_000)
                        try await connection.write(text)
                        try await connection.finishWriting()
                        #expect(try await connection.readToEnd() == String(decoding: text, as: UTF8.self))
                        connection.close()
                    }
                }
                try await tasks.waitForAll()
            }
        }
        #expect(context.statistics.handshakes == 30)
    }

    @Test func `A plain HTTP client is told so in its language`() async throws {
        let failures = Recorder<[NetworkError]>([])
        let context = try context()
        try await withTLSServer(context, failures: failures, serve: echo) { endpoint, _ in
            let answer = await TLSTestClient.onThread { () -> String in
                let peer = TestPeer(descriptor: TLSTestClient.open(endpoint))
                peer.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                defer { agent_close(peer.descriptor) }
                return peer.read(until: "https://.")
            }
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        }
        #expect(failures.value.map(\.code) == [.tlsFailed])
        #expect(failures.value.first?.message.contains("plain HTTP") == true)
        #expect(failures.value.first?.phase == .tlsHandshake)
        #expect(context.statistics.failures == 1)
    }

    @Test(arguments: [
        ("garbage", Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), NetworkError.Code.tlsFailed),
        ("a proxy request", Array("CONNECT a:443 HTTP/1.1\r\n\r\n".utf8), .tlsFailed),
        ("nothing", [], .connectionClosed),
        ("half a record", [0x16, 3, 1, 1, 0, 1, 0], .connectionClosed),
        ("a record that is too long", [0x16, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 100), .tlsFailed),
        ("a version of long ago", [0x80, 0x2E, 1, 0, 2] + [UInt8](repeating: 0, count: 0x2C), .tlsFailed),
        ("an alert", [0x15, 3, 1, 0, 2, 2, 40], .tlsFailed),
    ])
    func `Clients that speak no TLS`(title: String, bytes: [UInt8], code: NetworkError.Code) async throws {
        let failures = Recorder<[NetworkError]>([])
        try await withTLSServer(context(), failures: failures, serve: echo) { endpoint, _ in
            await TLSTestClient.onThread {
                let peer = TestPeer(descriptor: TLSTestClient.open(endpoint))
                peer.write(bytes)
                agent_socket_finish_sending(peer.descriptor)
                peer.readToEnd()
                agent_close(peer.descriptor)
            }
        }
        #expect(failures.value.map(\.code) == [code], "\(failures.value)")
    }

    @Test func `A client that resets the connection in the middle of the handshake`() async throws {
        let failures = Recorder<[NetworkError]>([])
        let hasFailed = Signal()
        try await withTLSServer(context(), failures: failures, hasFailed: hasFailed, serve: echo) { endpoint, _ in
            await TLSTestClient.onThread {
                let peer = TestPeer(descriptor: TLSTestClient.open(endpoint))
                peer.write([0x16, 3, 1, 0, 100, 1])
                peer.reset()
                agent_close(peer.descriptor)
            }
            await hasFailed.reached()
        }
        #expect(failures.value.map(\.code) == [.connectionClosed])
    }

    @Test func `A client that sends nothing runs out of time`() async throws {
        let failures = Recorder<[NetworkError]>([])
        let context = try context { $0.handshakeTimeout = .milliseconds(50) }
        try await withTLSServer(context, failures: failures, serve: echo) { endpoint, _ in
            // Until the server closes.
            await TLSTestClient.onThread {
                let peer = TestPeer(descriptor: TLSTestClient.open(endpoint))
                peer.readToEnd()
                agent_close(peer.descriptor)
            }
        }
        #expect(failures.value.map(\.code) == [.timedOut])
        #expect(failures.value.first?.phase == .tlsHandshake)
    }

    @Test func `A stream without a close_notify is truncated`() async throws {
        let errors = Recorder<[NetworkError.Code]>([])
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            do throws(NetworkError) {
                while try await connection.read() != nil {}
            } catch {
                errors.change { $0.append(error.code) }
            }
        }
        try await withTLSServer(context(), serve: serve) { endpoint, _ in
            _ = await TLSTestClient.run(endpoint) { client in
                client.write("cut")
                agent_socket_finish_sending(client.peer.descriptor)
                // Tickets that nobody read would turn the end into a reset.
                client.peer.readToEnd()
            }
        }
        #expect(errors.value == [.truncated])
    }

    @Test func `Old versions, and clients with nothing in common, are refused and told why`() async throws {
        let failures = Recorder<[NetworkError]>([])
        let modern = try context { $0.minimumVersion = .v1_3 }
        try await withTLSServer(modern, failures: failures, serve: echo) { endpoint, _ in
            let result = await TLSTestClient.run(endpoint, .init(version: TLS1_2_VERSION)) { _ in true }
            #expect(result == nil)
        }
        #expect(failures.value.first?.message.contains("TLS version") == true, "\(failures.value)")
        failures.change { $0 = [] }
        try await withTLSServer(context(), failures: failures, serve: echo) { endpoint, _ in
            // The server's key is not RSA.
            let settings = TLSTestClient.Settings(version: TLS1_2_VERSION, ciphers: "ECDHE-RSA-AES128-GCM-SHA256")
            let result = await TLSTestClient.run(endpoint, settings) { _ in true }
            #expect(result == nil)
        }
        #expect(failures.value.first?.message.contains("algorithms") == true, "\(failures.value)")
    }

    @Test func `Versions the wrong way round, and no certificate, are refused`() async throws {
        await expectError(.tlsFailed) {
            try context {
                $0.minimumVersion = .v1_3
                $0.maximumVersion = .v1_2
            }
        }
        await expectError(.tlsFailed) { try context { $0.identities = [] } }
        await expectError(.tlsFailed) { try context { $0.applicationProtocols = [""] } }
        await expectError(.tlsFailed) { try context { $0.clientVerification = .required(.pem([])) } }
    }
}
