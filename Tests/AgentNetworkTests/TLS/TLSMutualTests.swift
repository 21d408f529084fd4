internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// Servers that ask clients who they are.
@Suite(.timeLimit(.minutes(5)))
struct TLSMutualTests {
    private enum Demand: CaseIterable { case none, optional, required }
    private enum Shown: CaseIterable { case nothing, good, viaIntermediate, stranger, expired, forServersOnly }

    private static let authority = Result { try TestCertificate.authority() }
    private static let clients = Result { try TestCertificate.authority("Client Root") }

    private let authority: TestCertificate
    private let clients: TestCertificate

    init() throws {
        authority = try Self.authority.get()
        clients = try Self.clients.get()
    }

    private func identity(_ shown: Shown) throws -> TLSIdentity? {
        switch shown {
        case .nothing: nil
        case .good:
            try clients.issue(names: "URI:spiffe://example/agent,DNS:client", subject: "good", usage: "clientAuth")
                .identity()
        case .viaIntermediate:
            try { try $0.issue(names: "", subject: "far").identity(via: [$0]) }(clients.intermediate())
        case .stranger: try authority.issue(names: "", subject: "stranger").identity()
        case .expired: try clients.issue(names: "", subject: "expired", expiresIn: -60).identity()
        case .forServersOnly: try clients.issue(names: "", subject: "server only", usage: "serverAuth").identity()
        }
    }

    private func verification(_ demand: Demand) -> TLSServerOptions.ClientVerification {
        switch demand {
        case .none: .none
        case .optional: .optional(.pem(clients.pem))
        case .required: .required(.pem(clients.pem))
        }
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3], 0..<3)
    func `Every demand with every certificate`(version: TLSVersion, demandNumber: Int) async throws {
        let demand = Demand.allCases[demandNumber]
        var options = TLSServerOptions(identity: try authority.issue(names: "IP:127.0.0.1").identity()).patient
        options.clientVerification = verification(demand)
        let context = try TLSServerContext(options: options)
        let failures = Recorder<[NetworkError]>([])
        let seen = Recorder<[String]>([])
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            seen.change { $0.append(connection.peerCertificate?.subject ?? "nobody") }
            await echo(connection)
        }
        var expectedSeen: [String] = []
        var refused = 0
        var attempts: [(context: TLSContext, isWelcome: Bool, shown: Shown)] = []
        for shown in Shown.allCases {
            var client = TLSOptions()
            client.roots = .pem(authority.pem)
            client.maximumVersion = version
            client.identity = try identity(shown)
            let isGood = shown == .good || shown == .viaIntermediate
            let isWelcome = demand == .none || isGood || shown == .nothing && demand == .optional
            if isWelcome {
                expectedSeen.append(demand != .none && isGood ? (shown == .good ? "CN=good" : "CN=far") : "nobody")
            } else {
                refused += 1
            }
            attempts.append((try TLSContext(options: client), isWelcome, shown))
        }
        try await withTLSServer(context, failures: failures, serve: serve) { [attempts] endpoint, group in
            for attempt in attempts {
                // With TLS 1.3 a client is through before the server has seen its certificate, and hears at its first read.
                do throws(NetworkError) {
                    let connection = try await TLSConnection.connect(
                        to: endpoint, context: attempt.context, options: .patient, group: group)
                    try await connection.write([1])
                    let answer = try await connection.read()
                    #expect(answer == [1])
                    #expect(attempt.isWelcome, "\(attempt.shown)")
                    connection.close()
                } catch {
                    #expect(!attempt.isWelcome, "\(attempt.shown): \(error)")
                    #expect([.tlsFailed, .connectionClosed].contains(error.code), "\(error)")
                }
            }
        }
        #expect(seen.value == expectedSeen)
        #expect(failures.value.count == refused)
        #expect(failures.value.allSatisfy { $0.code == .tlsVerificationFailed }, "\(failures.value)")
    }

    @Test func `What a client's certificate says can be read`() async throws {
        var options = TLSServerOptions(identity: try authority.issue(names: "IP:127.0.0.1").identity()).patient
        options.clientVerification = verification(.required)
        let identity = try #require(try identity(.good))
        let seen = Recorder<TLSCertificate?>(nil)
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            seen.change { $0 = connection.peerCertificate }
        }
        var client = TLSOptions()
        client.roots = .pem(authority.pem)
        client.identity = identity
        let clientContext = try TLSContext(options: client)
        try await withTLSServer(TLSServerContext(options: options), serve: serve) { [authority] endpoint, group in
            let connection = try await TLSConnection.connect(
                to: endpoint, context: clientContext, options: .patient, group: group)
            #expect(try await connection.read() == nil)
            #expect(connection.peerCertificate?.ipAddresses == ["127.0.0.1"])
            #expect(connection.peerCertificate?.issuer == TLSCertificate(authority.certificate).subject)
            connection.close()
        }
        #expect(seen.value == identity.certificate)
        #expect(seen.value?.uris == ["spiffe://example/agent"])
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `A server of OpenSSL sees the client's certificate`(version: Int32) async throws {
        var settings = TLSTestServer.Settings(certificate: try authority.issue(names: "IP:127.0.0.1"))
        settings.version = version
        settings.clientAuthority = clients
        let server = try TLSTestServer(settings) { peer in
            peer.write(peer.clientSubject ?? "nobody")
            peer.sayGoodbye()
        }
        defer { server.stop() }
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.identity = try identity(.good)
        let connection = try await TLSConnection.connect(
            to: server.endpoint, context: TLSContext(options: options), options: .patient)
        #expect(try await connection.readToEnd() == "CN=good")
        connection.close()
        options.identity = nil
        // With TLS 1.3 the refusal comes after the client's own handshake.
        let error = await expectError(.tlsFailed) {
            let connection = try await TLSConnection.connect(
                to: server.endpoint, context: TLSContext(options: options), options: .patient)
            _ = try await connection.readToEnd()
        }
        if version == TLS1_3_VERSION { #expect(error?.message.contains("demands a client certificate") == true) }
    }
}
