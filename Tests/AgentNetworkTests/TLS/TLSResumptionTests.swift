internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// Shorter handshakes with whom was met before.
@Suite(.timeLimit(.minutes(5)))
struct TLSResumptionTests {
    private static let authority = Result { try TestCertificate.authority() }

    private let authority: TestCertificate

    init() throws {
        authority = try Self.authority.get()
    }

    private func server(_ change: (inout TLSServerOptions) -> Void = { _ in }) throws -> TLSServerContext {
        var options = TLSServerOptions(identity: try authority.issue(names: "IP:127.0.0.1").identity()).patient
        change(&options)
        return try TLSServerContext(options: options)
    }

    private func client(_ version: TLSVersion, _ change: (inout TLSOptions) -> Void = { _ in }) throws -> TLSContext {
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.maximumVersion = version
        change(&options)
        return try TLSContext(options: options)
    }

    /// One exchange; says whether the handshake was a short one.
    private func visit(_ endpoint: Endpoint, _ context: TLSContext, _ group: EventLoopGroup) async throws -> Bool {
        let connection = try await TLSConnection.connect(
            to: endpoint, context: context, options: .patient, group: group)
        try await connection.write([1])
        #expect(try await connection.read() == [1])
        #expect(connection.peerCertificate?.ipAddresses == ["127.0.0.1"])
        connection.close()
        return connection.isResumed
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3])
    func `Both ends of this library resume, visit after visit`(version: TLSVersion) async throws {
        let context = try server()
        let client = try client(version)
        let seen = Recorder<[Bool]>([])
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            seen.change { $0.append(connection.isResumed) }
            await echo(connection)
        }
        try await withTLSServer(context, serve: serve) { endpoint, group in
            for number in 0..<4 {
                let isResumed = try await visit(endpoint, client, group)
                #expect(isResumed == (number > 0), "visit \(number)")
            }
        }
        #expect(seen.value == [false, true, true, true])
        #expect(context.statistics.handshakes == 4)
        #expect(context.statistics.resumptions == 3)
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `A client of OpenSSL resumes`(version: Int32) async throws {
        try await withTLSServer(server(), serve: echo) { endpoint, _ in
            let visit: @Sendable (TLSTestClientPeer) -> (Bool, TLSSession?) = { client in
                client.write("x")
                _ = client.read()
                client.sayGoodbye()
                return (client.isResumed, client.takeSession())
            }
            var settings = TLSTestClient.Settings(version: version)
            let first = try #require(await TLSTestClient.run(endpoint, settings, visit))
            #expect(!first.0)
            settings.session = first.1
            let second = try #require(await TLSTestClient.run(endpoint, settings, visit))
            #expect(second.0)
        }
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3])
    func `The identity of a client survives a resumption`(version: TLSVersion) async throws {
        let context = try server { $0.clientVerification = .required(.pem(authority.pem)) }
        let identity = try authority.issue(names: "", subject: "client").identity()
        let client = try client(version) { $0.identity = identity }
        let seen = Recorder<[String]>([])
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            seen.change { $0.append("\(connection.peerCertificate?.subject ?? "nobody") \(connection.isResumed)") }
            await echo(connection)
        }
        try await withTLSServer(context, serve: serve) { endpoint, group in
            _ = try await visit(endpoint, client, group)
            _ = try await visit(endpoint, client, group)
        }
        #expect(seen.value == ["CN=client false", "CN=client true"])
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3])
    func `Nothing is resumed where either side does not want it`(version: TLSVersion) async throws {
        let forgetful = try client(version) { $0.maxCachedSessions = 0 }
        try await withTLSServer(server(), serve: echo) { endpoint, group in
            for _ in 0..<2 {
                let isResumed = try await visit(endpoint, forgetful, group)
                #expect(!isResumed)
            }
        }
        let context = try server { $0.sessionLifetime = .zero }
        let willing = try client(version)
        try await withTLSServer(context, serve: echo) { endpoint, group in
            for _ in 0..<2 {
                let isResumed = try await visit(endpoint, willing, group)
                #expect(!isResumed)
            }
        }
    }

    @Test func `A server that does not know a session makes a new one`() async throws {
        let client = try client(.v1_3)
        let context = try server()
        try await withTLSServer(context, serve: echo) { endpoint, group in
            _ = try await visit(endpoint, client, group)
            // Other demands on clients: the tickets of before prove nothing.
            var options = context.options
            options.clientVerification = .optional(.pem(authority.pem))
            try context.reload(options)
            #expect(try await visit(endpoint, client, group) == false)
            #expect(try await visit(endpoint, client, group) == true)
        }
    }
}
