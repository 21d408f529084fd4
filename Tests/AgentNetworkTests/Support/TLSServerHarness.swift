@testable internal import AgentNetwork

/// Runs a TLS listener beside `body`, which gets where it listens, and closes it afterwards.
func withTLSServer(
    _ context: TLSServerContext,
    polling: PollingMechanism = .automatic,
    loopCount: Int = 2,
    failures: Recorder<[NetworkError]> = Recorder([]),
    hasFailed: Signal = Signal(),
    serve: @escaping @Sendable (TLSConnection) async -> Void,
    _ body: @escaping @Sendable (Endpoint, EventLoopGroup) async throws -> Void
) async throws {
    try await withGroup(polling, loopCount: loopCount) { group in
        let listener = try await TCPListener.bind(
            to: Endpoint(host: "127.0.0.1", port: 0), tcp: .patient, group: group)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                let noteFailure: @Sendable (NetworkError) -> Void = { error in
                    failures.change { $0.append(error) }
                    hasFailed.fire()
                }
                await listener.run(tls: context, onHandshakeFailure: noteFailure, serve)
            }
            try await body(Endpoint(host: "127.0.0.1", port: listener.port), group)
            listener.close()
            try await tasks.waitForAll()
        }
    }
}

/// Sends everything back, then says good-bye.
@Sendable func echo(_ connection: TLSConnection) async {
    do {
        while let bytes = try await connection.read() { try await connection.write(bytes) }
    } catch {
        // The client has left.
    }
}

extension TLSServerOptions {
    /// Limits for tests whose subject is not time.
    var patient: TLSServerOptions {
        var options = self
        options.handshakeTimeout = .seconds(240)
        return options
    }
}

extension TestCertificate {
    /// The certificate with the authorities in between, as the tested code takes it.
    func identity(via authorities: [TestCertificate] = []) throws -> TLSIdentity {
        try TLSIdentity(certificateChain: pem + authorities.flatMap(\.pem), privateKey: keyPEM)
    }
}

extension TLSConnection {
    /// Everything up to the proper end of the stream, as text.
    func readToEnd() async throws -> String {
        var all: [UInt8] = []
        while let bytes = try await read() { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }
}
