internal import AgentNetwork
internal import AgentTesting
internal import Testing

@testable internal import AgentWire

private typealias Contract = FrameTransportContract<MXPMessage>

@Suite(.timeLimit(.minutes(10)))
struct FrameTransportContractTests {
    @Test(arguments: FrameTransportContract<MXPMessage>.connection, [1, 64])
    func inProcess(_ rule: FrameTransportContract<MXPMessage>, capacity: Int) async throws {
        try await rule.check(InProcessTransport<MXPMessage>.pair(capacity: capacity), samples: .mxp())
    }

    @Test(arguments: FrameTransportContract<ATPFrame>.connection)
    func inProcessWithATP(_ rule: FrameTransportContract<ATPFrame>) async throws {
        try await rule.check(InProcessTransport<ATPFrame>.pair(), samples: .atp())
    }

    @Test(arguments: FrameTransportContract<MXPMessage>.connection, PollingMechanism.all)
    func tcp(_ rule: FrameTransportContract<MXPMessage>, polling: PollingMechanism) async throws {
        try await check(rule, .tcp, polling)
    }

    @Test(arguments: FrameTransportContract<MXPMessage>.connection, PollingMechanism.all)
    func unix(_ rule: FrameTransportContract<MXPMessage>, polling: PollingMechanism) async throws {
        try await check(rule, .unix, polling)
    }

    /// With next to no room in the outbox, so that senders wait at every turn.
    @Test(arguments: FrameTransportContract<MXPMessage>.connection, StreamKind.allCases)
    func withoutRoom(_ rule: FrameTransportContract<MXPMessage>, kind: StreamKind) async throws {
        var options = StreamTransportOptions.patient
        options.maxUnsentBytes = 1
        try await check(rule, kind, .automatic, options)
    }

    @Test(arguments: FrameTransportContract<MXPMessage>.datagram, PollingMechanism.all)
    func udp(_ rule: FrameTransportContract<MXPMessage>, polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            // Each has to know the other's port before it is there.
            let left = try await UDPSocket.bind(to: Endpoint(host: "127.0.0.1", port: 0), group: group)
            let port = left.localAddress.port
            left.close()
            let place = Endpoint(host: "127.0.0.1", port: port)
            let right = try await UDPFrameTransport.connect(to: place, group: group)
            let near = try await UDPFrameTransport.connect(
                to: Endpoint(host: "127.0.0.1", port: right.localAddress.port), from: place, group: group)
            try await rule.check((near, right), samples: .mxp(largest: 60_000))
        }
    }

    @Test(arguments: FrameTransportContract<ATPFrame>.connection)
    func webSocket(_ rule: FrameTransportContract<ATPFrame>) async throws {
        try await withWebSocketPair { left, right in
            try await rule.check((left, right), samples: .atp())
        }
    }

    @Test func `A message that is no frame ends a WebSocket transport with the reason`() async throws {
        try await withWebSockets { client, transport in
            try await client.send(.text("{}"))
            await #expect(throws: WireError.self) { _ = try await transport.receive() }
            #expect(try await client.receive() == nil)
            #expect(client.closeCode == .protocolError)
        }
    }

    private func check(
        _ rule: FrameTransportContract<MXPMessage>, _ kind: StreamKind, _ polling: PollingMechanism,
        _ options: StreamTransportOptions = .patient
    ) async throws {
        try await withGroup(polling) { group in
            try await withStreamPair(kind, options: options, group: group) { left, right in
                try await rule.check((left, right), samples: .mxp())
            }
        }
    }
}
