internal import Foundation
import Testing

@testable internal import AgentNetwork

/// The server's end on real sockets, against peers that do as they like.
@Suite(.timeLimit(.minutes(5)))
struct WebSocketServerTests {
    private static let echo: @Sendable (WebSocket) async throws -> Void = { socket in
        while let message = try await socket.receive() { try await socket.send(message) }
    }

    @Test(arguments: PollingMechanism.all)
    func `Echoes fragments, answers pings in between, and repeats the close code`(
        polling: PollingMechanism
    ) async throws {
        try await withWebSocketServer(polling, serve: Self.echo) { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            let encoder = client.encoder
            try await client.write(
                encoder.frame(.text("one")), encoder.frame(.text, Array("tw".utf8), isFinal: false),
                encoder.frame(.ping, [1, 2]), encoder.frame(.continuation, Array("o".utf8)), encoder.frame(.pong, []),
                encoder.close(WebSocketCloseCode(rawValue: 4000), "bye"), encoder.frame(.text("too late")))
            let transcript = try await client.readToEnd()
            #expect(
                transcript.events == [
                    .message(.text("one")), .pong([1, 2]), .message(.text("two")),
                    .close(WebSocketCloseFrame(code: WebSocketCloseCode(rawValue: 4000))),
                ])
            client.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `What the peer closes with is known, and nothing is received any more`(
        polling: PollingMechanism
    ) async throws {
        let ended = Recorder<[String]>([])
        try await withWebSocketServer(polling) { socket async throws in
            #expect(try await socket.receive() == nil)
            #expect(try await socket.receive() == nil)
            await expectError(.connectionClosed) { try await socket.send(.text("x")) }
            await socket.close()
            let text = "\(socket.closeCode?.rawValue ?? 0) \(socket.closeReason ?? "none")"
            ended.change { $0.append(text) }
        } _: { endpoint, group in
            for frame in [WebSocketEncoder(role: .client).close(.goingAway, "later"), [0x88, 0x80, 0, 0, 0, 0]] {
                let client = try await RawWebSocketClient(endpoint, group)
                try await client.write(frame, client.encoder.frame(.binary([1])))
                #expect(try await client.readToEnd().events.count == 1)
                client.connection.close()
            }
        }
        #expect(Set(ended.value) == ["1001 later", "1005 "])
    }

    @Test(
        arguments: [
            (WebSocketCloseCode.protocolError, NetworkError.Code.protocolViolation, [0x81, 0x00]),
            (.invalidPayload, .protocolViolation, [0x81, 0x81, 0, 0, 0, 0, 0xFF]),
            (.messageTooBig, .limitExceeded, [0x82, 0xFF, 0, 0, 0, 0, 0x10, 0, 0, 0]),
            (.protocolError, .protocolViolation, [0x88, 0x81, 0, 0, 0, 0, 7]),
        ] as [(WebSocketCloseCode, NetworkError.Code, [UInt8])])
    func `A violation is answered with its code and told to the receiver`(
        code: WebSocketCloseCode, error: NetworkError.Code, bytes: [UInt8]
    ) async throws {
        try await withWebSocketServer { socket async throws in
            await expectError(error) { try await socket.receive() }
            await expectError(error) { try await socket.receive() }
            #expect(socket.closeCode == .abnormalClosure)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            // What comes after the violation is not looked at, and does not keep the answer from arriving either.
            try await client.write(bytes, [UInt8](repeating: 0xFF, count: 100_000))
            let events = try await client.readToEnd().events
            guard case .close(let frame)? = events.first else {
                Issue.record("expected a Close frame, found \(events)")
                return
            }
            #expect(frame.code == code)
            #expect(events.count == 1)
            client.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A stream that ends without a Close frame is told as cut`(polling: PollingMechanism) async throws {
        try await withWebSocketServer(polling) { socket async throws in
            #expect(try await socket.receive() == .text("a"))
            await expectError(.truncated) { try await socket.receive() }
            #expect(socket.closeCode == .abnormalClosure)
            #expect(socket.closeReason == nil)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            try await client.write(client.encoder.frame(.text("a")), [0x81])
            try client.connection.finishWriting()
            #expect(try await client.readToEnd().events.isEmpty)
        }
    }

    @Test func `The scope closes: properly, or with an error`() async throws {
        struct Failure: Error {}
        let number = Recorder(0)
        try await withWebSocketServer { socket async throws in
            number.change { $0 += 1 }
            if number.value == 2 { throw Failure() }
        } _: { endpoint, group in
            for code in [WebSocketCloseCode.normalClosure, .internalError] {
                let client = try await RawWebSocketClient(endpoint, group)
                // The server does not receive any more, so this is an answer already.
                try await client.write(client.encoder.close(nil))
                let events = try await client.readToEnd().events
                #expect(events == [.close(WebSocketCloseFrame(code: code))])
                client.connection.close()
            }
        }
    }

    @Test func `Closing sends code and reason, drops data, and ends with the peer's answer`() async throws {
        try await withWebSocketServer { socket async throws in
            await socket.close(code: WebSocketCloseCode(rawValue: 4321), reason: "enough")
            #expect(try await socket.receive() == nil)
            #expect(socket.closeCode == .normalClosure)
            await expectError(.connectionClosed) { try await socket.send(.text("x")) }
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            var decoder = WebSocketDecoder(sentBy: .server)
            decoder.feed(try #require(try await client.connection.read()))
            let close = WebSocketCloseFrame(code: WebSocketCloseCode(rawValue: 4321), reason: "enough")
            #expect(try decoder.next() == .close(close))
            try await client.write(client.encoder.frame(.text("dropped")), client.encoder.close(.normalClosure))
            #expect(try await client.connection.read() == nil)
            client.connection.close()
        }
    }

    @Test func `A peer that does not answer a Close frame is waited for as long as agreed`() async throws {
        var options = WebSocketServerOptions.patient
        options.timeouts.closeTimeout = .milliseconds(20)
        try await withWebSocketServer(options: options) { socket async throws in
            await socket.close()
            #expect(socket.closeCode == .abnormalClosure)
            #expect(try await socket.receive() == nil)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            #expect(try await client.readToEnd().events == [.close(WebSocketCloseFrame(code: .normalClosure))])
            client.connection.close()
        }
    }

    @Test func `A peer that does not end its stream is waited for as long as agreed`() async throws {
        var options = WebSocketServerOptions.patient
        options.timeouts.closeTimeout = .milliseconds(20)
        let isDone = Signal()
        try await withWebSocketServer(options: options) { socket async throws in
            #expect(try await socket.receive() == nil)
            isDone.fire()
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            try await client.write(client.encoder.close(.normalClosure))
            await isDone.reached()
            client.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A silent peer is pinged, and given up`(polling: PollingMechanism) async throws {
        var options = WebSocketServerOptions.patient
        options.timeouts.pingInterval = .milliseconds(10)
        options.timeouts.idleTimeout = .milliseconds(45)
        try await withWebSocketServer(polling, options: options) { socket async throws in
            await expectError(.timedOut, phase: .read) { try await socket.receive() }
            #expect(socket.closeCode == .abnormalClosure)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            let events = try await client.readToEnd().events
            #expect(events.first == .ping([]))
            #expect(events.last == .close(WebSocketCloseFrame(code: .internalError, reason: "no sign of life")))
            client.connection.close()
        }
    }

    @Test func `A peer that answers pings is kept`() async throws {
        var options = WebSocketServerOptions.patient
        options.timeouts.pingInterval = .milliseconds(5)
        options.timeouts.idleTimeout = .seconds(240)
        try await withWebSocketServer(options: options) { socket async throws in
            #expect(try await socket.receive() == nil)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            var decoder = WebSocketDecoder(sentBy: .server)
            for _ in 0..<5 {
                while true {
                    if let event = try decoder.next() {
                        #expect(event == .ping([]))
                        break
                    }
                    decoder.feed(try #require(try await client.connection.read()))
                }
                try await client.write(client.encoder.frame(.pong, []))
            }
            try await client.write(client.encoder.close(.normalClosure))
            while try await client.connection.read() != nil {}
            client.connection.close()
        }
    }

    @Test func `A Close frame is received although the peer has gone`() async throws {
        let hasLeft = Signal()
        try await withWebSocketServer { socket async throws in
            await hasLeft.reached()
            // The first one may find room; the second meets the reset.
            for _ in 0..<2 { do { try await socket.send(.text("anybody there?")) } catch {} }
            #expect(try await socket.receive() == nil)
            #expect(socket.closeCode == .goingAway)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            try await client.write(client.encoder.close(.goingAway))
            client.connection.close()
            hasLeft.fire()
        }
    }

    @Test func `Two tasks do not receive at once`() async throws {
        try await withWebSocketServer { socket async throws in
            try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<2 {
                    tasks.addTask {
                        do {
                            #expect(try await socket.receive() == .text("go"))
                            return true
                        } catch let error as NetworkError {
                            #expect(error.code == .invalidUse)
                            try await socket.send(.text("refused"))
                            return false
                        }
                    }
                }
                var received: [Bool] = []
                for try await outcome in tasks { received.append(outcome) }
                #expect(received.sorted { !$0 && $1 } == [false, true])
            }
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            #expect(try await client.connection.read() == WebSocketEncoder(role: .server).frame(.text("refused")))
            try await client.write(client.encoder.frame(.text("go")), client.encoder.close(nil))
            _ = try await client.readToEnd()
            client.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Cancelling a receiver closes the stream at once`(polling: PollingMechanism) async throws {
        try await withWebSocketServer(polling) { socket async throws in
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await socket.receive() } }
                do { try await socket.send(.text("waiting")) } catch { Issue.record(error) }
                tasks.cancelAll()
            }
            await expectError(.cancelled) { try await socket.receive() }
            await expectError(.cancelled) { try await socket.send(.text("x")) }
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            // No Close frame: what is cancelled is cut off.
            let events = try? await client.readToEnd().events
            #expect(events == nil || events == [.message(.text("waiting"))])
            client.connection.close()
        }
    }

    @Test func `A loop that stops ends the connection`() async throws {
        try await withGroup { clients in
            let group = try EventLoopGroup(loopCount: 1)
            let listener = try await TCPListener.bind(
                to: Endpoint(host: "127.0.0.1", port: 0), tcp: .patient, group: group)
            let client = try await RawWebSocketClient(Endpoint(host: "127.0.0.1", port: listener.port), clients)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await listener.run { connection in
                        _ = try? await WebSocket(serving: connection).scope { socket in
                            try await socket.send(.text("ready"))
                            await expectError(.shutDown) { try await socket.receive() }
                        }
                    }
                }
                do { #expect(try await client.connection.read()?.isEmpty == false) } catch { Issue.record(error) }
                await group.shutdown()
                listener.close()
            }
            client.connection.close()
        }
    }
}
