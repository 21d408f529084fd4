internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// Which certificate a client gets, and which protocol.
@Suite(.timeLimit(.minutes(5)))
struct TLSNegotiationTests {
    private static let authority = Result { try TestCertificate.authority() }

    private let authority: TestCertificate

    init() throws {
        authority = try Self.authority.get()
    }

    private static let names: [(asked: String?, served: String?)] = [
        (nil, "default.example"),
        ("default.example", "default.example"),
        ("a.example", "a.example"),
        ("A.Example.", "a.example"),
        ("other.a.example", "*.a.example"),
        ("exact.a.example", "exact.a.example"),
        ("two.labels.a.example", nil),
        ("b.example", "a.example"),
        ("unknown.example", nil),
        ("example", nil),
    ]

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION], [false, true])
    func `Server names choose the certificate`(version: Int32, refusesUnknown: Bool) async throws {
        let identities = try [
            "DNS:default.example", "DNS:a.example,DNS:b.example", "DNS:*.a.example", "DNS:exact.a.example",
        ].map { try authority.issue(names: $0).identity() }
        var options = TLSServerOptions(identities: identities).patient
        options.refusesUnknownNames = refusesUnknown
        let context = try TLSServerContext(options: options)
        let failures = Recorder<[NetworkError]>([])
        let seen = Recorder<[String?]>([])
        let serve: @Sendable (TLSConnection) async -> Void = { connection in
            seen.change { $0.append(connection.serverName) }
            await echo(connection)
        }
        try await withTLSServer(context, failures: failures, serve: serve) { endpoint, _ in
            for (asked, served) in Self.names {
                let settings = TLSTestClient.Settings(name: asked, version: version)
                let name = await TLSTestClient.run(endpoint, settings) { client -> String? in
                    client.write("x")
                    _ = client.read()
                    client.sayGoodbye()
                    return client.certificate?.dnsNames.first
                }
                let expected = served ?? (refusesUnknown ? nil : "default.example")
                #expect(name ?? nil == expected, "\(asked ?? "none")")
            }
        }
        let unknown = Self.names.filter { $0.served == nil }.count
        #expect(failures.value.count == (refusesUnknown ? unknown : 0))
        #expect(failures.value.allSatisfy { $0.code == .tlsFailed && $0.message.contains("name") })
        let served = Self.names.filter { !refusesUnknown || $0.served != nil }.map(\.asked)
        #expect(seen.value == served)
    }

    @Test func `A key of another kind stands in for clients that know only that`() async throws {
        let identities = try [
            authority.issue(names: "DNS:a.example"), authority.issue(names: "DNS:a.example", keyKind: .rsa),
            authority.issue(names: "DNS:b.example", keyKind: .rsa),
        ].map { try $0.identity() }
        let context = try TLSServerContext(options: TLSServerOptions(identities: identities).patient)
        try await withTLSServer(context, serve: echo) { endpoint, _ in
            for (cipher, number) in [("ECDHE-ECDSA-AES128-GCM-SHA256", 0), ("ECDHE-RSA-AES128-GCM-SHA256", 1)] {
                for name in [nil, "a.example"] {
                    let settings = TLSTestClient.Settings(name: name, version: TLS1_2_VERSION, ciphers: cipher)
                    let certificate = await TLSTestClient.run(endpoint, settings) { $0.certificate }
                    #expect(certificate ?? nil == identities[number].certificate)
                }
            }
        }
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION], [true, false])
    func `Application protocols, by the server's preference`(version: Int32, refuses: Bool) async throws {
        let identity = try authority.issue(names: "DNS:a.example").identity()
        var options = TLSServerOptions(identity: identity).patient
        options.applicationProtocols = ["h2", "http/1.1"]
        options.refusesOtherProtocols = refuses
        let failures = Recorder<[NetworkError]>([])
        try await withTLSServer(TLSServerContext(options: options), failures: failures, serve: echo) { endpoint, _ in
            for (offered, chosen) in [
                (["http/1.1"], "http/1.1"), (["http/1.1", "h2"], "h2"), (["spdy/3", "http/1.1"], "http/1.1"), ([], nil),
                (["spdy/3", "h"], nil),
            ] as [([String], String?)] {
                let settings = TLSTestClient.Settings(protocols: offered, version: version)
                let result = await TLSTestClient.run(endpoint, settings) { client -> String in
                    client.applicationProtocol ?? "none"
                }
                let isRefused = refuses && chosen == nil && !offered.isEmpty
                #expect(result == (isRefused ? nil : chosen ?? "none"), "\(offered)")
            }
        }
        #expect(failures.value.map(\.code) == (refuses ? [.tlsFailed] : []))
        #expect(failures.value.allSatisfy { $0.message.contains("application protocol") })
    }

    @Test func `A client learns why it is turned away`() async throws {
        let identity = try authority.issue(names: "IP:127.0.0.1,DNS:localhost").identity()
        var options = TLSServerOptions(identity: identity).patient
        options.refusesUnknownNames = true
        try await withTLSServer(TLSServerContext(options: options), serve: echo) { [authority] endpoint, group in
            var client = TLSOptions()
            client.roots = .pem(authority.pem)
            client.applicationProtocols = ["spdy/3"]
            let protocolError = await expectError(.tlsFailed) {
                try await TLSConnection.connect(
                    to: endpoint, context: TLSContext(options: client), options: .patient, group: group)
            }
            #expect(protocolError?.message.contains("application protocol") == true)
            client.applicationProtocols = []
            client.serverName = "unknown.example"
            let nameError = await expectError(.tlsFailed) {
                try await TLSConnection.connect(
                    to: endpoint, context: TLSContext(options: client), options: .patient, group: group)
            }
            #expect(nameError?.message.contains("no certificate for the name") == true)
            client.serverName = "localhost"
            let connection = try await TLSConnection.connect(
                to: endpoint, context: TLSContext(options: client), options: .patient, group: group)
            #expect(connection.serverName == "localhost")
            #expect(connection.applicationProtocol == nil)
            connection.close()
        }
    }
}
