internal import COpenSSL
import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct TLSConnectionTests {
    private static let authority = Result { try TestCertificate.authority() }

    private let authority: TestCertificate
    private let trusting: TLSContext

    init() throws {
        authority = try Self.authority.get()
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        trusting = try TLSContext(options: options)
    }

    private func settings(_ names: String, expiresIn: Int = 3600) throws -> TLSTestServer.Settings {
        TLSTestServer.Settings(certificate: try authority.issue(names: names, expiresIn: expiresIn))
    }

    private func readToEnd(_ connection: TLSConnection) async throws -> String {
        var all: [UInt8] = []
        while let bytes = try await connection.read() { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("localhost", TestServer.Address.v4), ("127.0.0.1", .v4), ("::1", .v6),
        ], [TLS1_2_VERSION, TLS1_3_VERSION])
    func `Round trip, by name and by address`(host: (String, TestServer.Address), version: Int32) async throws {
        var settings = try settings("DNS:localhost,IP:127.0.0.1,IP:::1")
        settings.version = version
        settings.applicationProtocol = "http/1.1"
        let server = try TLSTestServer(settings, address: host.1) { peer in
            let line = peer.read(until: "\n")
            peer.write("\(peer.requestedName ?? "none") \(line)")
            peer.sayGoodbye()
        }
        defer { server.stop() }
        let connection = try await TLSConnection.connect(
            to: Endpoint(host: host.0, port: server.endpoint.port), context: trusting, options: .patient)
        #expect(connection.version == (version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2"))
        #expect(connection.applicationProtocol == "http/1.1")
        try await connection.write(Array("hello\n".utf8))
        let answer = try await readToEnd(connection)
        #expect(answer == (host.0 == "localhost" ? "localhost hello\n" : "none hello\n"))
        connection.close()
    }

    @Test(arguments: PollingMechanism.all)
    func `Many bytes both ways at once`(polling: PollingMechanism) async throws {
        let size = 3 * 1024 * 1024
        let server = try TLSTestServer(settings("IP:127.0.0.1")) { peer in
            peer.write([UInt8](repeating: 1, count: size))
            peer.write("\(peer.readToEnd())")
            peer.sayGoodbye()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let connection = try await TLSConnection.connect(
                to: server.endpoint, context: trusting, options: .patient, group: group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                let hasRead = Signal()
                tasks.addTask {
                    for _ in 0..<3 { try await connection.write([UInt8](repeating: 2, count: size / 3)) }
                    await hasRead.reached()
                }
                var count = 0
                while count < size, let bytes = try await connection.read() { count += bytes.count }
                #expect(count == size)
                hasRead.fire()
                try await tasks.waitForAll()
            }
            connection.close()
        }
    }

    @Test(arguments: [
        ("wrong name", "DNS:other.example", 3600, "hostname mismatch"),
        ("wrong address", "IP:127.0.0.2", 3600, "IP address mismatch"),
        ("address as a name", "DNS:127.0.0.1", 3600, "IP address mismatch"),
        ("expired", "DNS:localhost,IP:127.0.0.1", -60, "expired"),
    ])
    func `Certificates that do not fit`(title: String, names: String, expiresIn: Int, reason: String) async throws {
        let server = try TLSTestServer(settings(names, expiresIn: expiresIn)) { _ in }
        defer { server.stop() }
        let host = title == "wrong name" ? "localhost" : "127.0.0.1"
        let error = await expectError(.tlsVerificationFailed, phase: .tlsHandshake) {
            try await TLSConnection.connect(
                to: Endpoint(host: host, port: server.endpoint.port), context: trusting, options: .patient)
        }
        #expect(error?.underlying?.description.contains(reason) == true, "\(String(describing: error))")
        #expect(error?.message.contains(host) == true)
    }

    @Test func `An unknown authority is refused, by the system's roots and by others`() async throws {
        let server = try TLSTestServer(settings("IP:127.0.0.1")) { _ in }
        defer { server.stop() }
        var others = TLSOptions()
        others.roots = .pem(try TestCertificate.authority("Another Root").pem)
        for options in [TLSOptions(), others] {
            let context = try TLSContext(options: options)
            await expectError(.tlsVerificationFailed) {
                try await TLSConnection.connect(to: server.endpoint, context: context, options: .patient)
            }
        }
        var both = TLSOptions()
        both.roots = .system(and: authority.pem)
        try await TLSConnection.connect(to: server.endpoint, context: TLSContext(options: both), options: .patient)
            .close()
    }

    @Test func `Checks can be taken back, one by one`() async throws {
        let server = try TLSTestServer(settings("DNS:other.example")) { peer in peer.sayGoodbye() }
        defer { server.stop() }
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.verification = .chainOnly
        try await TLSConnection.connect(to: server.endpoint, context: TLSContext(options: options), options: .patient)
            .close()
        options.roots = .system
        await expectError(.tlsVerificationFailed) {
            try await TLSConnection.connect(
                to: server.endpoint, context: TLSContext(options: options), options: .patient)
        }
        options.verification = .none
        try await TLSConnection.connect(to: server.endpoint, context: TLSContext(options: options), options: .patient)
            .close()
    }

    @Test func `Old versions are refused`() async throws {
        var settings = try settings("IP:127.0.0.1")
        settings.version = TLS1_2_VERSION
        let server = try TLSTestServer(settings) { _ in }
        defer { server.stop() }
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.minimumVersion = .v1_3
        await expectError(.tlsFailed, phase: .tlsHandshake) {
            try await TLSConnection.connect(
                to: server.endpoint, context: TLSContext(options: options), options: .patient)
        }
    }

    @Test func `A stream without a close_notify is truncated`() async throws {
        let server = try TLSTestServer(settings("IP:127.0.0.1")) { peer in peer.write("cut") }
        defer { server.stop() }
        let connection = try await TLSConnection.connect(to: server.endpoint, context: trusting, options: .patient)
        let first = try await connection.read()
        #expect(first == Array("cut".utf8))
        await expectError(.truncated) { try await connection.read() }
        connection.close()
    }

    @Test func `Damaged records are refused`() async throws {
        let server = try TLSTestServer(settings("IP:127.0.0.1")) { peer in
            peer.peer.write([0x17, 0x03, 0x03, 0x00, 0x20] + [UInt8](repeating: 0, count: 0x20))
            _ = peer.readToEnd()
        }
        defer { server.stop() }
        let connection = try await TLSConnection.connect(to: server.endpoint, context: trusting, options: .patient)
        await expectError(.tlsFailed) { try await connection.read() }
        connection.close()
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\n", "", "\u{16}\u{3}\u{3}\u{0}\u{5}abcde"])
    func `Peers that speak no TLS`(answer: String) async throws {
        let server = try TestServer { peer, _ in
            _ = peer.read(count: 16)
            peer.write(answer)
        }
        defer { server.stop() }
        let error = await expectError(answer.isEmpty ? .connectionClosed : .tlsFailed, phase: .tlsHandshake) {
            try await TLSConnection.connect(to: server.endpoint, context: trusting, options: .patient)
        }
        #expect(error?.endpoint == server.endpoint)
        if answer.hasPrefix("HTTP") { #expect(error?.message.contains("does not speak TLS") == true) }
    }

    @Test func `A silent peer ends in a handshake timeout`() async throws {
        let done = Signal()
        let server = try TestServer { _, _ in done.wait() }
        defer {
            done.fire()
            server.stop()
        }
        var options = TCPOptions()
        options.connectTimeout = .milliseconds(50)
        await expectError(.timedOut, phase: .tlsHandshake) {
            try await TLSConnection.connect(to: server.endpoint, context: trusting, options: options)
        }
    }

    @Test func `Closing says good-bye, cancelling closes at once`() async throws {
        let ends = Recorder<[String]>([])
        let sawEnd = Signal()
        let server = try TLSTestServer(settings("IP:127.0.0.1")) { peer in
            peer.write("x")
            _ = peer.readToEnd()
            ends.change { $0.append("end") }
            sawEnd.fire()
        }
        defer { server.stop() }
        let connection = try await TLSConnection.connect(to: server.endpoint, context: trusting, options: .patient)
        await withTaskGroup(of: Void.self) { tasks in
            let hasRead = Signal()
            tasks.addTask {
                await expectError(.cancelled) {
                    _ = try await connection.read()
                    hasRead.fire()
                    _ = try await connection.read()
                }
            }
            await hasRead.reached()
            tasks.cancelAll()
        }
        await sawEnd.reached()
        await expectError(.cancelled) { try await connection.read() }
        await expectError(.cancelled) { try await connection.write([1]) }
    }

    @Test func `Settings that cannot work`() async throws {
        for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            var options = TLSOptions()
            options.roots = .pem(Array(pem.utf8))
            await expectError(.tlsFailed) { try TLSContext(options: options) }
        }
        var options = TLSOptions()
        options.applicationProtocols = [""]
        await expectError(.tlsFailed) { try TLSContext(options: options) }
        options.applicationProtocols = []
        _ = try TLSContext(options: options)
    }
}
