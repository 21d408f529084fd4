import Testing

@testable internal import AgentNetwork

/// Certificates that change while the server runs.
@Suite(.timeLimit(.minutes(5)))
struct TLSReloadTests {
    private let authority: TestCertificate
    private let old: TLSIdentity
    private let new: TLSIdentity

    init() throws {
        authority = try TestCertificate.authority()
        old = try authority.issue(names: "IP:127.0.0.1", subject: "old").identity()
        new = try authority.issue(names: "IP:127.0.0.1", subject: "new").identity()
    }

    private func connect(_ endpoint: Endpoint, _ group: EventLoopGroup, keepsSessions: Bool = false) async throws
        -> TLSConnection
    {
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.maxCachedSessions = keepsSessions ? 10 : 0
        return try await TLSConnection.connect(
            to: endpoint, context: TLSContext(options: options), options: .patient, group: group)
    }

    @Test func `New connections get the new certificate, old ones go on`() async throws {
        let context = try TLSServerContext(options: TLSServerOptions(identity: old).patient)
        try await withTLSServer(context, serve: echo) { endpoint, group in
            let before = try await connect(endpoint, group)
            #expect(before.peerCertificate?.subject == "CN=old")
            try context.reload(identities: [new])
            let after = try await connect(endpoint, group)
            #expect(after.peerCertificate?.subject == "CN=new")
            for connection in [before, after] {
                try await connection.write([1, 2])
                #expect(try await connection.read() == [1, 2])
                try await connection.finishWriting()
                #expect(try await connection.read() == nil)
                connection.close()
            }
        }
        #expect(context.statistics.reloads == 1)
    }

    @Test func `Sessions of before the reload are resumed after it`() async throws {
        let context = try TLSServerContext(options: TLSServerOptions(identity: old).patient)
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        let client = try TLSContext(options: options)
        try await withTLSServer(context, serve: echo) { endpoint, group in
            var resumed: [Bool] = []
            for _ in 0..<2 {
                let connection = try await TLSConnection.connect(
                    to: endpoint, context: client, options: .patient, group: group)
                try await connection.write([1])
                #expect(try await connection.read() == [1])
                resumed.append(connection.isResumed)
                connection.close()
                try context.reload(identities: [new])
            }
            #expect(resumed == [false, true])
        }
    }

    @Test func `A reload that fails changes nothing`() async throws {
        let context = try TLSServerContext(options: TLSServerOptions(identity: old).patient)
        try await withTLSServer(context, serve: echo) { endpoint, group in
            await expectError(.tlsFailed) { try context.reload(identities: []) }
            var options = context.options
            options.identities = [new]
            options.clientVerification = .required(.pem(Array("no roots".utf8)))
            await expectError(.tlsFailed) { try context.reload(options) }
            let connection = try await connect(endpoint, group)
            #expect(connection.peerCertificate?.subject == "CN=old")
            connection.close()
        }
        #expect(context.statistics.reloads == 0)
        #expect(context.options.identities.map(\.certificate.subject) == ["CN=old"])
    }

    @Test func `Reloads under load drop nobody`() async throws {
        let context = try TLSServerContext(options: TLSServerOptions(identity: old).patient)
        let failures = Recorder<[NetworkError]>([])
        let subjects = Recorder<Set<String>>([])
        try await withTLSServer(context, failures: failures, serve: echo) { endpoint, group in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for client in 0..<8 {
                    tasks.addTask {
                        for visit in 0..<15 {
                            let connection = try await connect(endpoint, group)
                            let subject = connection.peerCertificate?.subject ?? "none"
                            subjects.change { $0.insert(subject) }
                            let text = Array("client \(client) visit \(visit)".utf8)
                            try await connection.write(text)
                            #expect(try await connection.read() == text)
                            // Each visit changes the certificate under the others' feet.
                            try context.reload(identities: [visit.isMultiple(of: 2) ? new : old])
                            try await connection.write(text)
                            #expect(try await connection.read() == text)
                            connection.close()
                        }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        #expect(failures.value == [])
        #expect(subjects.value == ["CN=old", "CN=new"])
        #expect(context.statistics.handshakes == 120)
        #expect(context.statistics.reloads == 120)
    }
}
