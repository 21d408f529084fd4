internal import CAgentSystem
import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct UDPSocketTests {
    private static let local = Endpoint(host: "127.0.0.1", port: 0)

    /// Two sockets on one loop; each knows where the other is.
    private func withPair(
        _ polling: PollingMechanism = .automatic,
        options: UDPOptions = UDPOptions(),
        _ body: (UDPSocket, UDPSocket) async throws -> Void
    ) async throws {
        try await withGroup(polling) { group in
            let left = try await UDPSocket.bind(to: Self.local, options: options, group: group)
            let right = try await UDPSocket.bind(to: Self.local, options: options, group: group)
            try await body(left, right)
            left.close()
            right.close()
        }
    }

    private func next(_ socket: UDPSocket) async throws -> [[UInt8]] {
        try await socket.receive().map(\.bytes)
    }

    /// Receives until there are so many datagrams.
    private func receive(_ count: Int, at socket: UDPSocket, atOnce: Int = 32) async throws -> [Datagram] {
        var datagrams: [Datagram] = []
        while datagrams.count < count {
            let batch = try await socket.receive(maxDatagrams: min(atOnce, count - datagrams.count))
            #expect((1...atOnce).contains(batch.count))
            datagrams += batch
        }
        return datagrams
    }

    @Test(arguments: PollingMechanism.all, ["127.0.0.1", "::1"])
    func `Datagrams arrive whole and with their sender`(polling: PollingMechanism, host: String) async throws {
        try await withGroup(polling) { group in
            let left = try await UDPSocket.bind(to: Endpoint(host: host, port: 0), group: group)
            let right = try await UDPSocket.bind(to: Endpoint(host: host, port: 0), group: group)
            #expect(left.localAddress.port != 0 && left.localAddress.host == host)
            for size in [0, 1, 1400, 9000, 65_507] {
                let bytes = patternedBytes(size)
                try await left.send(bytes, to: right.localAddress)
                let received = try await right.receive()
                #expect(received == [Datagram(bytes: bytes, address: left.localAddress)])
            }
            #expect(left.statistics.sent == 5 && right.statistics.received == 5)
            left.close()
            right.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Batches keep their order and their borders`(polling: PollingMechanism) async throws {
        try await withPair(polling) { left, right in
            for count in [1, 2, 31, 32, 33, 64, 100] {
                let batch = (0..<count).map { number in
                    Datagram(bytes: [UInt8](repeating: UInt8(number), count: number * 3), address: right.localAddress)
                }
                try await left.send(batch)
                let received = try await receive(count, at: right)
                #expect(received.map(\.bytes) == batch.map(\.bytes))
                #expect(received.allSatisfy { $0.address == left.localAddress })
            }
            #expect(left.statistics.sent == right.statistics.received)
        }
    }

    @Test func `A reader may take one datagram at a time`() async throws {
        try await withPair { left, right in
            try await left.send((0..<10).map { Datagram(bytes: [$0], address: right.localAddress) })
            #expect(try await receive(10, at: right, atOnce: 1).map(\.bytes) == (0..<10).map { [$0] })
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A receiver waits for what comes later`(polling: PollingMechanism) async throws {
        try await withPair(polling) { left, right in
            try await withThrowingTaskGroup(of: [Datagram].self) { group in
                group.addTask { try await right.receive() }
                for _ in 0..<20 { await Task.yield() }
                try await left.send([1], to: right.localAddress)
                #expect(try await group.next()?.map(\.bytes) == [[1]])
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Of many tasks that receive and send at once, each datagram reaches one`(
        polling: PollingMechanism
    ) async throws {
        try await withPair(polling) { left, right in
            let received = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var bytes: [UInt8] = []
                        for _ in 0..<10 { bytes += try await right.receive(maxDatagrams: 1).flatMap(\.bytes) }
                        return bytes
                    }
                }
                for sender in 0..<4 {
                    group.addTask {
                        for number in 0..<10 {
                            try await left.send([UInt8(sender * 10 + number)], to: right.localAddress)
                        }
                        return []
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(received.sorted() == (0..<40).map { UInt8($0) })
        }
    }

    @Test func `A datagram that is longer than the limit is cut and marked`() async throws {
        var options = UDPOptions()
        options.maxDatagramBytes = 10
        try await withPair(options: options) { left, right in
            try await left.send([UInt8](repeating: 7, count: 11), to: right.localAddress)
            try await left.send([UInt8](repeating: 8, count: 10), to: right.localAddress)
            let received = try await receive(2, at: right)
            #expect(received.map(\.isTruncated) == [true, false])
            #expect(received.map(\.bytes.count) == [10, 10])
            #expect(right.statistics.truncated == 1)
        }
    }

    @Test func `What UDP cannot carry is refused and the socket goes on`() async throws {
        try await withPair { left, right in
            for count in [65_508, 70_000, 200_000] {
                let bytes = [UInt8](repeating: 0, count: count)
                let error = await expectError(.limitExceeded, phase: .write) {
                    try await left.send(bytes, to: right.localAddress)
                }
                #expect(error?.message.contains("\(count) bytes") == true)
                let batch = [[1], bytes, [3]].map { Datagram(bytes: $0, address: right.localAddress) }
                let second = await expectError(.limitExceeded, phase: .write) { try await left.send(batch) }
                #expect(second?.message.hasPrefix("datagram 2 of 3") == true)
                // The one before it was sent, the one after it was not.
                let received = try await next(right)
                #expect(received == [[1]])
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A connected socket learns that nobody is there, once, and goes on`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let place = try await UDPSocket.bind(to: Self.local, group: group)
            let port = place.localAddress.port
            place.close()
            let endpoint = Endpoint(host: "127.0.0.1", port: port)
            let socket = try await UDPSocket.connect(to: endpoint, group: group)
            #expect(socket.peer?.port == port)
            try await socket.send([1])
            let error = await expectError(.connectionRefused, phase: .read) { try await socket.receive() }
            #expect(error?.endpoint == endpoint)
            try await socket.send([2])
            await expectError(.connectionRefused, phase: .write) { try await socket.send([3]) }
            #expect(socket.statistics.refused == 2)

            // The peer comes back, and nothing has to be opened anew.
            let peer = try await UDPSocket.bind(to: endpoint, group: group)
            try await socket.send([4])
            let received = try await peer.receive()
            #expect(received.map(\.bytes) == [[4]])
            try await peer.send([5], to: received[0].address)
            #expect(try await next(socket) == [[5]])
            socket.close()
            peer.close()
        }
    }

    @Test func `A connected socket has one peer and hears no other`() async throws {
        try await withPair { peer, stranger in
            let endpoint = Endpoint(host: "127.0.0.1", port: peer.localAddress.port)
            try await withGroup { group in
                let socket = try await UDPSocket.connect(
                    to: endpoint, from: Endpoint(host: "127.0.0.1", port: 0), group: group)
                await expectError(.invalidUse) { try await socket.send([1], to: stranger.localAddress) }
                await expectError(.invalidUse) {
                    try await socket.send([Datagram(bytes: [1], address: stranger.localAddress)])
                }
                await expectError(.invalidUse) { try await stranger.send([1]) }
                try await stranger.send([1], to: socket.localAddress)
                try await peer.send([2], to: socket.localAddress)
                #expect(try await next(socket) == [[2]])
                try await socket.send([3], to: peer.localAddress)
                try await socket.send([Datagram(bytes: [4], address: peer.localAddress)])
                #expect(try await receive(2, at: peer).map(\.bytes) == [[3], [4]])
                socket.close()
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Cancelling a receiver loses nothing and leaves the socket and its other users alone`(
        polling: PollingMechanism
    ) async throws {
        try await withPair(polling) { left, right in
            try await withThrowingTaskGroup(of: [Datagram].self) { group in
                group.addTask { try await right.receive() }
                for round in 0..<20 {
                    try await withThrowingTaskGroup(of: Void.self) { cancelled in
                        cancelled.addTask { _ = await expectError(.cancelled) { try await right.receive() } }
                        for _ in 0..<round % 5 { await Task.yield() }
                        cancelled.cancelAll()
                        try await cancelled.waitForAll()
                    }
                }
                try await left.send([9], to: right.localAddress)
                #expect(try await group.next()?.map(\.bytes) == [[9]])
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A receiver that waits too long is told so, and the next one waits anew`(
        polling: PollingMechanism
    ) async throws {
        try await withPair(polling) { left, right in
            await expectError(.timedOut, phase: .read) { try await right.receive(timeout: .milliseconds(1)) }
            try await left.send([1], to: right.localAddress)
            let received = try await right.receive(timeout: .seconds(240))
            #expect(received.map(\.bytes) == [[1]])
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Closing wakes who waits, and refuses who comes later`(polling: PollingMechanism) async throws {
        try await withPair(polling) { left, right in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask { await expectError(.connectionClosed) { try await right.receive() } }
                }
                for _ in 0..<20 { await Task.yield() }
                right.close()
            }
            await expectError(.connectionClosed) { try await right.receive() }
            await expectError(.connectionClosed) { try await right.send([1], to: left.localAddress) }
            #expect(right.bufferSizes == nil)
        }
    }

    @Test func `Shutting the loop down ends the socket`() async throws {
        let socket = try await withGroup { group in try await UDPSocket.bind(to: Self.local, group: group) }
        await expectError(.shutDown) { try await socket.receive() }
    }

    @Test func `A port is taken only by those who agree to share it`() async throws {
        try await withGroup { group in
            let first = try await UDPSocket.bind(to: Self.local, group: group)
            let taken = Endpoint(host: "127.0.0.1", port: first.localAddress.port)
            let error = await expectError(.addressInUse, phase: .listen) {
                try await UDPSocket.bind(to: taken, group: group)
            }
            #expect(error?.endpoint == taken)
            first.close()

            var shared = UDPOptions()
            shared.sharesPort = true
            let one = try await UDPSocket.bind(to: taken, options: shared, group: group)
            let two = try await UDPSocket.bind(to: taken, options: shared, group: group)
            await expectError(.addressInUse) { try await UDPSocket.bind(to: taken, group: group) }
            one.close()
            two.close()
        }
    }

    @Test func `Unusable addresses are refused`() async throws {
        try await withGroup { group in
            await expectError(.unreachable, phase: .listen) {
                try await UDPSocket.bind(to: Endpoint(host: "192.0.2.1", port: 0), group: group)
            }
            await expectError(.invalidUse) { try await UDPSocket.bind(to: .unix(path: "/tmp/x"), group: group) }
            await expectError(.invalidUse) {
                try await UDPSocket.connect(
                    to: Endpoint(host: "127.0.0.1", port: 9), from: Endpoint(host: "localhost", port: 0), group: group)
            }
        }
    }

    @Test func `The wildcard of IPv6 also hears IPv4`() async throws {
        try await withGroup { group in
            let both = try await UDPSocket.bind(to: Endpoint(host: "::", port: 0), group: group)
            let sender = try await UDPSocket.connect(
                to: Endpoint(host: "127.0.0.1", port: both.localAddress.port), group: group)
            try await sender.send([1])
            let received = try await both.receive()
            #expect(received.map(\.bytes) == [[1]])
            // The sender's address can be answered as it is.
            try await both.send([2], to: received[0].address)
            #expect(try await next(sender) == [[2]])
            both.close()
            sender.close()
        }
    }

    @Test func `Buffer sizes are set, and drops are counted where the system tells`() async throws {
        var options = UDPOptions()
        options.receiveBufferBytes = 4096
        options.sendBufferBytes = 32 * 1024
        try await withPair(options: options) { left, right in
            let sizes = try #require(right.bufferSizes)
            #expect(sizes.receive >= 4096 && sizes.send >= 32 * 1024)
            let sent = 200
            for _ in 0..<sent { try await left.send([UInt8](repeating: 1, count: 1000), to: right.localAddress) }
            // On loopback a datagram that was sent has arrived or was dropped by then.
            var received = 0
            while let batch = try right.receiveNow() { received += batch.count }
            // The first look may come before the loop has heard of them.
            if received == 0 { received = try await right.receive().count }
            while let batch = try right.receiveNow() { received += batch.count }
            #expect(received > 0 && received < sent)
            if let dropped = right.statistics.dropped { #expect(dropped == sent - received) }
            #if os(Linux)
            #expect(right.statistics.dropped != nil)
            #endif
        }
    }

    @Test func `Addresses are equal when host and port are`() throws {
        let address = try #require(SocketAddress("127.0.0.1", port: 80))
        #expect(address == SocketAddress("127.0.0.1", port: 80))
        #expect(address.hashValue == SocketAddress("127.0.0.1", port: 80)?.hashValue)
        let others = [
            SocketAddress("127.0.0.1", port: 81), SocketAddress("127.0.0.2", port: 80), SocketAddress("::1", port: 80),
            SocketAddress("::", port: 80), SocketAddress("::ffff:127.0.0.1", port: 80),
        ]
        for other in others { #expect(other != address) }
        #expect(Set(others).count == others.count)
    }
}
