internal import AgentNetwork
internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

/// What is particular to streams; what all transports have in common is in the contract.
@Suite(.timeLimit(.minutes(5)))
struct StreamFrameTransportTests {
    private func failure(_ body: () async throws(WireError) -> Void) async -> WireError? {
        do throws(WireError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func bytesOnTheWireAreThoseOfTheCodec(kind: StreamKind, polling: PollingMechanism) async throws {
        let messages = [0, 40, 100_000].map { MXPMessage.sample(payload: ramp($0)) }
        let bytes = try messages.flatMap { try MXPCodec().encode($0) }
        try await withGroup(polling) { group in
            try await withRawPair(kind, group: group) { transport, peer in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        for message in messages { try await transport.send(message) }
                        transport.close()
                    }
                    #expect(await peer.readToEnd() == bytes)
                    try await tasks.waitForAll()
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func framesMayArriveInPieces(kind: StreamKind, polling: PollingMechanism) async throws {
        let messages = [0, 3, 20].map { MXPMessage.sample(payload: ramp($0)) }
        let bytes = try messages.flatMap { try MXPCodec().encode($0) }
        try await withGroup(polling) { group in
            try await withRawPair(kind, group: group) { transport, peer in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        for split in 0...bytes.count {
                            try await peer.write(Array(bytes[..<split]))
                            await Task.yield()
                            try await peer.write(Array(bytes[split...]))
                        }
                        for byte in bytes { try await peer.write([byte]) }
                        try peer.finishWriting()
                    }
                    for _ in 0..<bytes.count + 2 {
                        for message in messages { #expect(try await transport.receive() == message) }
                    }
                    #expect(try await transport.receive() == nil)
                    try await tasks.waitForAll()
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func aStreamThatBreaksOffInAFrameIsTruncated(kind: StreamKind) async throws {
        let bytes = try MXPCodec().encode(.sample(payload: ramp(10)))
        try await withGroup { group in
            for count in [1, 31, 32, 40, bytes.count - 1] {
                try await withRawPair(kind, group: group) { transport, peer in
                    try await peer.write(bytes + bytes.prefix(count))
                    try peer.finishWriting()
                    #expect(try await transport.receive() != nil)
                    for _ in 0..<2 {
                        let error = await failure { () throws(WireError) in _ = try await transport.receive() }
                        #expect(error?.code == .truncated)
                        #expect(error?.context == .length(needed: count < 32 ? 40 : bytes.count, got: count))
                    }
                    #expect(await peer.readToEnd().isEmpty)
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func aFrameThatBreaksTheProtocolEndsTheConnection(kind: StreamKind, polling: PollingMechanism) async throws {
        let good = try MXPCodec().encode(.sample(payload: ramp(10)))
        try await withGroup(polling) { group in
            for (index, value, code) in [
                (0, 0, .invalidMagic), (4, 0x77, .invalidMessageType), (27, 0x10, .payloadTooLarge),
                (good.count - 1, good[good.count - 1] ^ 1, .checksumMismatch),
            ] as [(Int, UInt8, WireError.Code)] {
                try await withRawPair(kind, group: group) { transport, peer in
                    var bad = good
                    bad[index] = value
                    try await withThrowingTaskGroup(of: Int.self) { tasks in
                        // All who wait learn of it, and the frame before reaches one of them.
                        for _ in 0..<3 {
                            tasks.addTask {
                                var received = 0
                                let error = await failure { () throws(WireError) in
                                    while try await transport.receive() != nil { received += 1 }
                                }
                                #expect(error?.code == code)
                                return received
                            }
                        }
                        try await peer.write(good + bad + good)
                        #expect(try await tasks.reduce(0, +) == 1)
                    }
                    #expect(
                        await failure { () throws(WireError) in try await transport.send(.sample(payload: [])) }?.code
                            == code)
                    #expect(await peer.readToEnd().isEmpty)
                    await transport.finished()
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func damagedStreamsNeverDoMoreThanEnd(kind: StreamKind) async throws {
        var random = Mutator(seed: 21)
        let bytes = try [0, 9, 60].flatMap { try MXPCodec().encode(.sample(payload: ramp($0))) }
        try await withGroup { group in
            for _ in 0..<150 {
                var damaged = bytes
                random.damage(&damaged)
                try await withRawPair(kind, group: group) { transport, peer in
                    try await peer.write(damaged)
                    try peer.finishWriting()
                    var received = 0
                    let error = await failure { () throws(WireError) in
                        while let message = try await transport.receive() {
                            #expect([0, 9, 60].contains(message.payload.count))
                            received += 1
                        }
                    }
                    #expect(received <= 4 && (error != nil || received > 0))
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func theLargestFramePassesAndALargerOneIsRefused(kind: StreamKind, polling: PollingMechanism) async throws {
        var options = StreamTransportOptions.patient
        options.codec.maximumPayload = 16 * 1024 * 1024
        try await withGroup(polling) { group in
            try await withStreamPair(kind, options: options, group: group) { near, far in
                let largest = MXPMessage.sample(payload: [UInt8](repeating: 0xA5, count: options.codec.maximumPayload))
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await near.send(largest) }
                    #expect(try await far.receive() == largest)
                    try await tasks.waitForAll()
                }
                let larger = MXPMessage.sample(payload: largest.payload + [0])
                #expect(
                    await failure { () throws(WireError) in try await near.send(larger) }?.code == .payloadTooLarge)
                // Refusing it was this end's own affair.
                try await near.send(.sample(payload: [1]))
                #expect(try await far.receive()?.payload == [1])
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func aPeerThatStopsInAFrameIsGivenUp(kind: StreamKind) async throws {
        var options = StreamTransportOptions.patient
        options.frameTimeout = .milliseconds(1)
        try await withGroup { group in
            try await withRawPair(kind, options: options, group: group) { transport, peer in
                try await peer.write(Array(MXPCodec().encode(.sample(payload: ramp(10))).prefix(45)))
                let error = await failure { () throws(WireError) in _ = try await transport.receive() }
                #expect(error?.code == .transportClosed)
                #expect((error?.underlying as? NetworkError)?.code == .timedOut)
                #expect(await peer.readToEnd().isEmpty)
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func aPeerThatTakesNothingIsGivenUp(kind: StreamKind, polling: PollingMechanism) async throws {
        var options = StreamTransportOptions.patient
        options.sendTimeout = .milliseconds(1)
        try await withGroup(polling) { group in
            try await withRawPair(kind, options: options, group: group) { transport, _ in
                let error = await failure { () throws(WireError) in
                    while true { try await transport.send(.sample(payload: ramp(100_000))) }
                }
                #expect(error?.code == .transportClosed)
                #expect((error?.underlying as? NetworkError)?.code == .timedOut)
                await transport.finished()
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func aCloseThatThePeerDoesNotAnswerEndsInTime(kind: StreamKind, polling: PollingMechanism) async throws {
        var options = StreamTransportOptions.patient
        options.closeTimeout = .milliseconds(1)
        try await withGroup(polling) { group in
            try await withRawPair(kind, options: options, group: group) { transport, _ in
                try await transport.send(.sample(payload: [1]))
                transport.close()
                await transport.finished()
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func aCloseThatLosesFramesIsNotTakenForAnEnd(polling: PollingMechanism) async throws {
        var options = StreamTransportOptions.patient
        options.closeTimeout = .milliseconds(1)
        try await withGroup(polling) { group in
            try await withStreamPair(.tcp, options: options, group: group) { near, far in
                let accepted = await withTaskGroup(of: Int.self) { tasks in
                    tasks.addTask {
                        var accepted = 0
                        // Until there is no room for more, neither in the sockets nor here.
                        while (try? await near.send(.sample(payload: ramp(100_000)))) != nil { accepted += 1 }
                        return accepted
                    }
                    for _ in 0..<200 { await Task.yield() }
                    tasks.addTask {
                        near.close()
                        await near.finished()
                        return 0
                    }
                    return await tasks.reduce(0, +)
                }
                var received = 0
                let error = await failure { () throws(WireError) in
                    while try await far.receive() != nil { received += 1 }
                }
                #expect(received == accepted || error != nil)
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func aPeerThatSendsForEverAfterACloseIsNotListenedTo(kind: StreamKind) async throws {
        try await withGroup { group in
            try await withRawPair(kind, group: group) { transport, peer in
                transport.close()
                await withTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        while (try? await peer.write([UInt8](repeating: 0, count: 100_000))) != nil {}
                    }
                    await transport.finished()
                }
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func cancellingTheWaitForTheEndHurriesIt(kind: StreamKind) async throws {
        var options = StreamTransportOptions.patient
        options.closeTimeout = .seconds(3600)
        try await withGroup { group in
            try await withRawPair(kind, options: options, group: group) { transport, peer in
                transport.close()
                await withTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { await transport.finished() }
                    for _ in 0..<10 { await Task.yield() }
                    tasks.cancelAll()
                }
                #expect(await peer.readToEnd().isEmpty)
            }
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func shuttingTheLoopsDownWakesWhoWaits(kind: StreamKind, polling: PollingMechanism) async throws {
        let group = try EventLoopGroup(loopCount: 1, polling: polling)
        try await withRawPair(kind, group: group) { transport, _ in
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    let error = await failure { () throws(WireError) in _ = try await transport.receive() }
                    #expect((error?.underlying as? NetworkError)?.code == .shutDown)
                }
                for _ in 0..<10 { await Task.yield() }
                await group.shutdown()
            }
        }
    }

    @Test(arguments: StreamKind.allCases)
    func whatWasAcceptedIsSentAlthoughTheTransportIsForgotten(kind: StreamKind) async throws {
        try await withGroup { group in
            let listener = try await MXPListener.bind(to: freePlace(kind), group: group)
            let endpoint = try #require(listener.endpoints.first)
            await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    var transport: StreamFrameTransport? = try await .connect(to: endpoint, group: group)
                    // More than fits the socket, and less than has to wait.
                    for number in 0..<20 { try await transport?.send(.sample(payload: ramp(10_000 + number))) }
                    transport = nil
                }
                await listener.run { transport in
                    for number in 0..<20 {
                        let message = try? await transport.receive()
                        #expect(message?.payload.count == 10_000 + number)
                    }
                    listener.close()
                }
            }
        }
    }
}
