internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// Both sides in memory, without a socket.
struct TLSEngineTests {
    private let authority: TestCertificate

    init() throws {
        authority = try TestCertificate.authority()
    }

    private func client(_ version: TLSVersion = .v1_3) throws -> TLSContext {
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        options.maximumVersion = version
        return try TLSContext(options: options)
    }

    private func server() throws -> TLSServerContext {
        try TLSServerContext(options: TLSServerOptions(identity: authority.issue(names: "DNS:host.example").identity()))
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3], [1, 7, 100_000])
    func `Bytes may arrive in pieces of any size`(version: TLSVersion, pieceSize: Int) throws {
        var pair = try TLSEnginePair(client: client(version), server: server(), pieceSize: pieceSize)
        try pair.shakeHands()
        #expect(pair.client.version == (version == .v1_3 ? "TLSv1.3" : "TLSv1.2"))
        #expect(pair.server.serverName == "host.example")
        #expect(pair.server.applicationProtocol == "http/1.1")
        let question = try pair.send(Array("question".utf8), toServer: true)
        #expect(question.flatMap { $0 } == Array("question".utf8))
        let long = patternedBytes(40_000)
        let answer = try pair.send(long, toServer: false, max: 1000)
        #expect(answer.flatMap { $0 } == long)
        #expect(answer.allSatisfy { $0.count <= 1000 })

        pair.client.finish()
        let goodbye = pair.client.takeOutput()
        var isClosed = false
        for byte in goodbye {
            #expect(!isClosed)
            let outcome = try pair.server.receive([byte], max: 10)
            if case .closed = outcome { isClosed = true }
        }
        #expect(isClosed)
        let holdsPartialRecord = pair.server.holdsPartialRecord
        #expect(!holdsPartialRecord)
        // The other direction is open still.
        #expect(try pair.send([1, 2, 3], toServer: false) == [[1, 2, 3]])
        #expect(throws: NetworkError.self) { try pair.client.write([1]) }
    }

    @Test(arguments: [1, 100, 16_384, 16_385, 65_536])
    func `A message in one piece arrives as one array that fits it`(size: Int) throws {
        var pair = try TLSEnginePair(client: client(), server: server())
        try pair.shakeHands()
        _ = try pair.send([0], toServer: false)
        let received = try pair.send([UInt8](repeating: 7, count: size), toServer: true)
        #expect(received == [[UInt8](repeating: 7, count: size)])
        // Arrays come in steps of the allocator's sizes; what must not be is room for what was asked for at most.
        #expect(received.allSatisfy { $0.capacity < size + 1024 })
    }

    @Test func `Plain text before damage is delivered, and the failure is told every time`() throws {
        var pair = try TLSEnginePair(client: client(), server: server())
        try pair.shakeHands()
        try pair.client.write(Array("good".utf8)[...])
        try pair.client.write(Array("bad".utf8)[...])
        var bytes = pair.client.takeOutput()
        bytes[bytes.count - 1] ^= 1
        let outcome = try pair.server.receive(bytes, max: 100)
        guard case .plaintext(Array("good".utf8)) = outcome else {
            Issue.record("found \(outcome)")
            return
        }
        var errors: [NetworkError] = []
        for _ in 0..<2 {
            do throws(NetworkError) { _ = try pair.server.read(max: 100) } catch { errors.append(error) }
        }
        #expect(errors.map(\.code) == [.tlsFailed, .tlsFailed])
        #expect(errors.first == errors.last)
        #expect(errors.first?.message.contains("damaged") == true)
        // The peer is told by an alert.
        let alert = pair.server.takeOutput()
        #expect(!alert.isEmpty)
        #expect(throws: NetworkError.self) { try pair.client.receive(alert, max: 100) }
    }

    @Test(arguments: [TLSVersion.v1_2, .v1_3])
    func `Damaged handshakes end in an error or in a connection, never otherwise`(version: TLSVersion) throws {
        let client = try client(version)
        let server = try server()
        // Bytes that mean something: record and handshake types, versions, lengths.
        let spice: [UInt8] = [0, 1, 2, 3, 11, 14, 15, 16, 20, 21, 22, 23, 24, 0x7F, 0xFF]
        var outcomes: [Bool: Int] = [:]
        for seed in 0..<600 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let mutate: ([UInt8]) -> [UInt8] = { generator.mutate($0, spice: spice) }
            var pair = try TLSEnginePair(
                client: client, server: server, pieceSize: seed.isMultiple(of: 7) ? 1 : 1000)
            if seed.isMultiple(of: 2) { pair.damageToServer = mutate } else { pair.damageToClient = mutate }
            let isConnected: Bool
            do {
                try pair.shakeHands()
                isConnected = true
            } catch is NetworkError {
                isConnected = false
            }
            outcomes[isConnected, default: 0] += 1
            // An engine that failed goes on failing and makes no fuss about its end.
            if !isConnected {
                pair.client.finish()
                pair.server.finish()
            }
            #expect(OpenSSLErrors.take() == nil, "seed \(seed)")
        }
        #expect(outcomes[false, default: 0] > 300)
    }

    @Test func `Damaged records after the handshake never get through`() throws {
        let client = try client()
        let server = try server()
        for seed in 0..<300 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            var pair = try TLSEnginePair(client: client, server: server)
            try pair.shakeHands()
            let text = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &generator) }
            try pair.client.write(text[...])
            let damaged = generator.mutate(pair.client.takeOutput(), spice: [20, 21, 22, 23, 3, 0])
            do {
                let outcome = try pair.server.receive(damaged, max: 2000)
                if case .plaintext(let bytes) = outcome { #expect(bytes == text, "seed \(seed)") }
            } catch let error as NetworkError {
                #expect(error.code == .tlsFailed)
            }
        }
    }

    @Test func `Only what was sent by the peer closes the stream`() throws {
        var pair = try TLSEnginePair(client: client(), server: server())
        try pair.shakeHands()
        // Session tickets came with the end of the handshake.
        guard case .needsInput = try pair.client.read(max: 1) else {
            Issue.record("expected nothing to read")
            return
        }
        let isStarved = pair.client.isStarved
        #expect(isStarved)
        pair.server.finish()
        pair.server.finish()
        let goodbye = pair.server.takeOutput()
        for input in [goodbye, []] {
            let outcome = try pair.client.receive(input, max: 1)
            guard case .closed = outcome else {
                Issue.record("found \(outcome)")
                return
            }
        }
        let isStarvedAfterwards = pair.client.isStarved
        #expect(!isStarvedAfterwards)
    }
}
