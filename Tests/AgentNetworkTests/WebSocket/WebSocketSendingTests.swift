import Testing

@testable internal import AgentNetwork

/// Many senders, slow receivers, and what becomes of those who wait.
@Suite(.timeLimit(.minutes(5)))
struct WebSocketSendingTests {
    @Test(arguments: PollingMechanism.all)
    func `Messages of many tasks arrive whole and in each task's order`(polling: PollingMechanism) async throws {
        let (tasks, messages) = (12, 40)
        try await withWebSocketServer(polling) { socket async throws in
            try await withThrowingTaskGroup(of: Void.self) { senders in
                for task in 0..<tasks {
                    senders.addTask {
                        for number in 0..<messages {
                            // Some longer than a batch, some than a socket's buffer.
                            let padding = String(repeating: "x", count: number % 13 == 0 ? 150_000 : number)
                            try await socket.send(.text("\(task) \(number) \(padding)"))
                        }
                    }
                }
                try await senders.waitForAll()
            }
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            var decoder = WebSocketDecoder(sentBy: .server)
            var next = [Int](repeating: 0, count: tasks)
            reading: while let bytes = try await client.connection.read() {
                decoder.feed(bytes)
                while let event = try decoder.next() {
                    guard case .message(.text(let text)) = event else { break reading }
                    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
                    let (task, number) = (Int(parts[0]) ?? -1, Int(parts[1]) ?? -1)
                    #expect(next[task] == number)
                    #expect(parts[2].utf8.count == (number % 13 == 0 ? 150_000 : number))
                    next[task] = number + 1
                }
            }
            #expect(next == [Int](repeating: messages, count: tasks))
            try await client.write(client.encoder.close(nil))
            while try await client.connection.read() != nil {}
            client.connection.close()
        }
    }

    @Test func `Several messages in one call`() async throws {
        let messages: [WebSocketMessage] = [.text("a"), .binary([1, 2, 3]), .text("")]
        try await withWebSocketServer { socket async throws in
            try await socket.send(contentsOf: messages)
            try await socket.send(contentsOf: [])
            try await socket.ping([9])
            await expectError(.invalidUse) { try await socket.ping([UInt8](repeating: 0, count: 126)) }
            #expect(try await socket.receive() == nil)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            try await client.write(client.encoder.frame(.pong, [9]), client.encoder.close(.normalClosure))
            let events = try await client.readToEnd().events
            #expect(
                events == messages.map { .message($0) } + [
                    .ping([9]), .close(WebSocketCloseFrame(code: .normalClosure)),
                ])
            client.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Sending waits for the peer to read, and pings are answered meanwhile`(
        polling: PollingMechanism
    ) async throws {
        let size = 24 * 1024 * 1024
        try await withWebSocketServer(polling) { socket async throws in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await socket.send(.binary([UInt8](repeating: 5, count: size))) }
                #expect(try await socket.receive() == .text("pinged"))
                try await tasks.waitForAll()
            }
            #expect(try await socket.receive() == nil)
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            // Both are received while the message above is stuck; the latest ping is the one that counts.
            let first = try #require(try await client.connection.read(max: 1))
            try await client.write(
                client.encoder.frame(.ping, [1]), client.encoder.frame(.ping, [2]),
                client.encoder.frame(.text("pinged")))
            var limits = WebSocketLimits()
            limits.maxFrameBytes = size
            limits.maxMessageBytes = size
            var decoder = WebSocketDecoder(sentBy: .server, limits: limits)
            decoder.feed(first)
            var events: [WebSocketDecoder.Event] = []
            while events.count < 2 {
                guard let event = try decoder.next() else {
                    decoder.feed(try #require(try await client.connection.read()))
                    continue
                }
                events.append(event)
            }
            #expect(events == [.message(.binary([UInt8](repeating: 5, count: size))), .pong([2])])
            try await client.write(client.encoder.close(nil))
            while try await client.connection.read() != nil {}
            client.connection.close()
        }
    }

    @Test func `Cancelling a task that waits for its turn closes the stream for all`() async throws {
        try await withWebSocketServer { socket async throws in
            let isQueued = Signal()
            await withTaskGroup(of: Void.self) { tasks in
                let long = [UInt8](repeating: 0, count: 64 * 1024 * 1024)
                tasks.addTask { await expectError(.cancelled) { try await socket.send(.binary(long)) } }
                tasks.addTask {
                    await isQueued.reached()
                    await withTaskGroup(of: Void.self) { waiting in
                        for _ in 0..<3 {
                            waiting.addTask { await expectError(.cancelled) { try await socket.send(.text("x")) } }
                        }
                        await Task.yield()
                        waiting.cancelAll()
                    }
                }
                do { #expect(try await socket.receive() == .text("stuck")) } catch { Issue.record(error) }
                isQueued.fire()
            }
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            _ = try #require(try await client.connection.read(max: 1))
            try await client.write(client.encoder.frame(.text("stuck")))
            // Reading starts only when the stream is closed, so the long message cannot have been sent.
            await expectError(.connectionClosed) {
                while true { try await client.write(client.encoder.frame(.ping, [])) }
            }
            client.connection.close()
        }
    }

    @Test func `A peer that takes nothing is given up`() async throws {
        var options = WebSocketServerOptions.patient
        options.timeouts.writeTimeout = .milliseconds(30)
        let isOver = Signal()
        try await withWebSocketServer(options: options) { socket async throws in
            let long = [UInt8](repeating: 0, count: 64 * 1024 * 1024)
            await expectError(.timedOut, phase: .write) { try await socket.send(.binary(long)) }
            await expectError(.timedOut) { try await socket.receive() }
            isOver.fire()
        } _: { endpoint, group in
            let client = try await RawWebSocketClient(endpoint, group)
            await isOver.reached()
            client.connection.close()
        }
    }
}
