internal import AgentNetwork
internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

/// What is particular to datagrams; what all transports have in common is in the contract.
@Suite(.timeLimit(.minutes(5)))
struct UDPFrameTransportTests {
    private let local = Endpoint(host: "127.0.0.1", port: 0)

    private func endpoint(_ address: SocketAddress) -> Endpoint {
        Endpoint(host: address.host, port: address.port)
    }

    private func failure(_ body: () async throws(WireError) -> Void) async -> WireError? {
        do throws(WireError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: PollingMechanism.all, ["127.0.0.1", "::1"])
    func aListenerServesSeveralPeers(polling: PollingMechanism, host: String) async throws {
        try await withGroup(polling) { group in
            let listener = try await UDPFrameListener.bind(to: Endpoint(host: host, port: 0), group: group)
            let place = endpoint(listener.localAddress)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    while let request = try await listener.receive() {
                        var answer = request.message
                        answer.type = .response
                        // Both ways to name the receiver.
                        if answer.messageID.rawValue % 2 == 0 {
                            try await listener.send(answer, to: request.peer)
                        } else {
                            try await listener.send(MXPDatagram(message: answer, peer: request.peer))
                        }
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { clients in
                    for client in 0..<8 {
                        clients.addTask {
                            let transport = try await UDPFrameTransport.connect(to: place, group: group)
                            for number in 0..<20 {
                                let id = MessageID(rawValue: UInt64(client * 1000 + number))
                                try await transport.send(
                                    MXPMessage(
                                        type: .call, messageID: id, traceID: TraceID(rawValue: 1),
                                        payload: ramp(number)[...]))
                                let answer = try await transport.receive()
                                #expect(answer?.messageID == id && answer?.type == .response)
                            }
                            transport.close()
                        }
                    }
                    try await clients.waitForAll()
                }
                listener.close()
                try await tasks.waitForAll()
            }
            #expect(listener.statistics.socket.received == 160 && listener.statistics.undecodable == 0)
        }
    }

    @Test func aMessageIsOneDatagramInTheCodecsBytes() async throws {
        try await withGroup { group in
            let peer = try await UDPSocket.bind(to: local, group: group)
            let transport = try await UDPFrameTransport.connect(to: endpoint(peer.localAddress), group: group)
            let message = MXPMessage.sample(payload: ramp(77))
            try await transport.send(message)
            let received = try await peer.receive()
            #expect(received.map(\.bytes) == [try MXPCodec().encode(message)])
            // As the reference does, bytes behind the message are passed over.
            try await peer.send(received[0].bytes + [1, 2, 3], to: received[0].address)
            #expect(try await transport.receive() == message)
            transport.close()
            peer.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func badDatagramsAreCountedAndSkipped(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            var options = UDPTransportOptions()
            options.socket.maxDatagramBytes = 2048
            let listener = try await UDPFrameListener.bind(to: local, options: options, group: group)
            let sender = try await UDPSocket.connect(to: endpoint(listener.localAddress), group: group)
            let good = try MXPCodec().encode(.sample(payload: ramp(20)))
            var damaged = good
            damaged[40] ^= 1
            let cut = try MXPCodec().encode(.sample(payload: ramp(3000)))
            for bad in [[], [1], Array("GET / HTTP/1.1\r\n\r\n".utf8), damaged, Array(good.dropLast()), cut] {
                try await sender.send(bad)
            }
            try await sender.send(good)
            #expect(try await listener.receive()?.message.payload.count == 20)
            #expect(listener.statistics.undecodable == 6)
            #expect(listener.statistics.socket.truncated == 1)
            listener.close()
            sender.close()
        }
    }

    @Test func mutatedDatagramsNeverDoMoreThanBeSkipped() async throws {
        var random = Mutator(seed: 8)
        try await withGroup { group in
            let listener = try await UDPFrameListener.bind(to: local, group: group)
            let sender = try await UDPSocket.connect(to: endpoint(listener.localAddress), group: group)
            let good = try MXPCodec().encode(.sample(payload: ramp(20)))
            for round in 0..<1000 {
                var bytes = good
                random.damage(&bytes)
                try await sender.send(bytes)
                // A mark after each, so that few are under way.
                let mark = MXPMessage(
                    type: .event, messageID: MessageID(rawValue: UInt64(1_000_000 + round)),
                    traceID: TraceID(rawValue: 1))
                try await sender.send(try MXPCodec().encode(mark))
                while let received = try await listener.receive(), received.message != mark {}
            }
            let statistics = listener.statistics
            #expect(statistics.socket.received == 2000)
            // Only damage behind the message, or one that damage undid, can have passed.
            #expect((900...1000).contains(statistics.undecodable))
            listener.close()
            sender.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func aPeerThatIsNotThereIsNoErrorAndMayComeBack(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let place = try await UDPSocket.bind(to: local, group: group)
            let address = endpoint(place.localAddress)
            place.close()
            let transport = try await UDPFrameTransport.connect(to: address, group: group)
            try await withThrowingTaskGroup(of: MXPMessage?.self) { tasks in
                tasks.addTask { try await transport.receive() }
                for number in 0..<20 { try await transport.send(.sample(payload: ramp(number))) }
                let peer = try await UDPFrameListener.bind(to: address, group: group)
                try await transport.send(.sample(payload: ramp(99)))
                let request = try #require(try await peer.receive())
                #expect(request.message.payload.count == 99)
                try await peer.send(request.message, to: request.peer)
                #expect(try await tasks.next()??.payload.count == 99)
                peer.close()
            }
            #expect(transport.statistics.socket.refused > 0)
            transport.close()
        }
    }

    @Test func aMessageThatNoDatagramHoldsIsRefused() async throws {
        try await withGroup { group in
            let peer = try await UDPFrameListener.bind(to: local, group: group)
            let transport = try await UDPFrameTransport.connect(to: endpoint(peer.localAddress), group: group)
            try await transport.send(.sample(payload: ramp(65_467)))
            #expect(try await peer.receive()?.message.payload.count == 65_467)
            for count in [65_468, 1_000_000] {
                let error = await failure { () throws(WireError) in
                    try await transport.send(.sample(payload: ramp(count)))
                }
                #expect(error?.code == .payloadTooLarge)
                #expect(error?.context == .size(UInt64(count + 40), maximum: 65_507))
            }
            try await transport.send(.sample(payload: [1]))
            #expect(try await peer.receive()?.message.payload == [1])
            transport.close()
            peer.close()
        }
    }

    @Test func shuttingTheLoopsDownWakesWhoWaits() async throws {
        let group = try EventLoopGroup(loopCount: 1)
        let listener = try await UDPFrameListener.bind(to: local, group: group)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                let error = await failure { () throws(WireError) in _ = try await listener.receive() }
                #expect((error?.underlying as? NetworkError)?.code == .shutDown)
            }
            for _ in 0..<10 { await Task.yield() }
            await group.shutdown()
        }
        #expect(await failure { () throws(WireError) in _ = try await listener.receive() }?.code == .transportClosed)
    }
}
