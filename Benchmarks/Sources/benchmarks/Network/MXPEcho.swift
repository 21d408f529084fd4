import AgentNetwork
import AgentRuntime
import AgentWire

/// MXP messages over UDP, there and back.
enum MXPEcho {
    /// Sends every message back to where it came from, until the process is ended.
    static func serve() async throws {
        let listener = try await UDPFrameListener.bind(to: Endpoint(host: "127.0.0.1", port: 0))
        ServerRole.announce(port: listener.localAddress.port)
        while let message = try await listener.receive() { try await listener.send(message) }
    }

    /// Round trips of one message at a time on each of some sockets.
    struct Load: Sendable {
        private let transports: [UDPFrameTransport]
        /// Lives as long as its load.
        private let server: ChildProcess
        private let message = MXPMessage(
            type: .call, messageID: MessageID(rawValue: 7), traceID: TraceID(rawValue: 9),
            payload: ArraySlice([UInt8](repeating: 7, count: 64)))

        init(server: ChildProcess, sockets: Int) async throws {
            self.server = server
            var transports: [UDPFrameTransport] = []
            for _ in 0..<sockets {
                transports.append(
                    try await UDPFrameTransport.connect(to: Endpoint(host: "127.0.0.1", port: UInt16(server.port))))
            }
            self.transports = transports
        }

        /// Returns the time that each round trip took, in nanoseconds.
        func run(roundTripsEach count: Int) async throws -> [Int] {
            try await withThrowingTaskGroup(of: [Int].self) { group in
                for transport in transports {
                    group.addTask {
                        var times: [Int] = []
                        let clock = ContinuousClock()
                        for _ in 0..<count {
                            let start = clock.now
                            try await transport.send(message)
                            _ = try await transport.receive()
                            times.append(Int((clock.now - start).components.attoseconds / 1_000_000_000))
                        }
                        return times
                    }
                }
                var all: [Int] = []
                while let times = try await group.next() { all += times }
                return all
            }
        }
    }
}
