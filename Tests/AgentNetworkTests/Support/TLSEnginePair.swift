@testable internal import AgentNetwork

/// A client and a server joined in memory: what one makes is fed to the other in pieces of a given size.
struct TLSEnginePair: ~Copyable {
    var client: TLSEngine
    var server: TLSEngine
    let pieceSize: Int
    /// Changes what is on its way to the server, or to the client.
    var damageToServer: (([UInt8]) -> [UInt8])?
    var damageToClient: (([UInt8]) -> [UInt8])?

    init(
        client context: TLSContext,
        server: TLSServerContext,
        host: String = "host.example",
        pieceSize: Int = 100_000
    ) throws {
        let client = try TLSEngine(clientOf: Endpoint(host: host, port: 443), context: context)
        let server = try TLSEngine(serverOf: Endpoint(host: "client", port: 1), generation: server.generation)
        self.client = client
        self.server = server
        self.pieceSize = pieceSize
    }

    /// Runs the handshake to its end; it takes two round trips at most.
    mutating func shakeHands() throws {
        var isClientDone = false
        var isServerDone = false
        for _ in 0..<5 {
            if !isClientDone { isClientDone = try client.handshake() }
            let toServer = client.takeOutput()
            for piece in pieces(damageToServer?(toServer) ?? toServer) {
                piece.withUnsafeBytes { server.feed($0) }
                if !isServerDone { isServerDone = try server.handshake() }
            }
            let toClient = server.takeOutput()
            for piece in pieces(damageToClient?(toClient) ?? toClient) {
                piece.withUnsafeBytes { client.feed($0) }
                if !isClientDone { isClientDone = try client.handshake() }
            }
            if isClientDone, isServerDone, client.outputCount == 0, server.outputCount == 0 { return }
        }
        throw NetworkError(.tlsFailed, "the handshake does not come to an end")
    }

    /// Sends bytes and returns what arrives, in the pieces in which it is decrypted.
    mutating func send(_ bytes: [UInt8], toServer: Bool, max: Int = 1 << 20) throws -> [[UInt8]] {
        if toServer { try client.write(bytes[...]) } else { try server.write(bytes[...]) }
        let output = toServer ? client.takeOutput() : server.takeOutput()
        var received: [[UInt8]] = []
        for piece in pieces(output) {
            var input = piece
            reading: while true {
                let outcome = toServer ? try server.receive(input, max: max) : try client.receive(input, max: max)
                input = []
                switch outcome {
                case .plaintext(let bytes): received.append(bytes)
                case .needsInput, .closed: break reading
                }
            }
        }
        return received
    }

    private func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: pieceSize).map { Array(bytes[$0..<min($0 + pieceSize, bytes.count)]) }
    }
}

extension TLSEngine {
    mutating func receive(_ bytes: [UInt8], max: Int) throws -> ReadOutcome {
        try bytes.withUnsafeBytes { try read(max: max, feeding: $0) }
    }
}
