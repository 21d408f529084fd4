import Testing

@testable internal import AgentNetwork

struct HTTPServerLifecycleTests {
    /// Says when it was reached, and returns when its task is cancelled.
    private func waitForCancellation(_ reached: Signal, _ cancelled: Signal) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
        try await withTaskCancellationHandler {
            reached.fire()
            for await _ in stream {}
            try Task.checkCancellation()
        } onCancel: {
            cancelled.fire()
            continuation.finish()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A client that goes away cancels the handler`(polling: PollingMechanism) async throws {
        let reached = Signal()
        let cancelled = Signal()
        let handler: HTTPHandler = { _ in
            try await self.waitForCancellation(reached, cancelled)
            return .text("never")
        }
        try await withHTTPServer(polling: polling, handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await reached.reached()
            client.connection.close()
            await cancelled.reached()
            #expect(server.statistics.disconnects == 1)
            #expect(server.statistics.handlerErrors == 0)
        }
    }

    @Test func `A client that goes away stops a stream that has nothing to write`() async throws {
        let reached = Signal()
        let cancelled = Signal()
        let handler: HTTPHandler = { _ in
            HTTPServerResponse(
                body: .stream { writer in
                    try await writer.write([0x61])
                    try await self.waitForCancellation(reached, cancelled)
                })
        }
        try await withHTTPServer(handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(until: "1\r\na\r\n")
            await reached.reached()
            client.connection.close()
            await cancelled.reached()
        }
    }

    @Test func `A head that does not come to its end gets a status, silence gets none`() async throws {
        var options = HTTPServerOptions.patient
        options.headTimeout = .milliseconds(30)
        options.keepAliveTimeout = .milliseconds(30)
        try await withHTTPServer(options: options, handler: { _ in .text("x") }) { server, group in
            let slow = try await RawClient(server, group)
            try await slow.send("GET / HTTP/1.1\r\nHo")
            #expect(try await slow.read(until: "\n") == "HTTP/1.1 408 Request Timeout\r\n")
            slow.connection.close()
            let silent = try await RawClient(server, group)
            #expect(try await silent.readToEnd() == "")
            let idle = try await RawClient(server, group)
            try await idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await idle.readToEnd().hasSuffix("\r\n\r\nx"))
            #expect(server.statistics.slowRequests == 1)
        }
    }

    @Test func `A graceful shutdown lets the request at hand end and closes what is idle`() async throws {
        let reached = Signal()
        let mayEnd = Signal()
        let handler: HTTPHandler = { _ in
            reached.fire()
            await mayEnd.reached()
            return .text("done")
        }
        try await withHTTPServer(handler: handler) { server, group in
            // However this ends, the handler must not keep the server.
            defer { mayEnd.fire() }
            let idle = try await RawClient(server, group)
            let busy = try await RawClient(server, group)
            try await busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await reached.reached()
            // One that still waits to be accepted would be reset with the listener.
            while server.statistics.listener.accepted < 2 { await Task.yield() }
            server.beginGracefulShutdown()
            #expect(try await idle.readToEnd() == "")
            await expectError(.connectionRefused) { try await RawClient(server, group) }
            mayEnd.fire()
            let text = try await busy.readToEnd()
            #expect(text.contains("Connection: close"))
            #expect(text.hasSuffix("\r\n\r\ndone"))
        }
    }

    @Test func `What does not end is cut off when the time for it is over`() async throws {
        var options = HTTPServerOptions.patient
        options.drainTimeout = .milliseconds(20)
        let reached = Signal()
        let cancelled = Signal()
        let handler: HTTPHandler = { _ in
            try await self.waitForCancellation(reached, cancelled)
            return .text("never")
        }
        try await withHTTPServer(options: options, handler: handler) { server, group in
            let client = try await RawClient(server, group)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await reached.reached()
            server.beginGracefulShutdown()
            await cancelled.reached()
        }
    }

    @Test func `Cancelling the run ends everything`() async throws {
        let reached = Signal()
        let cancelled = Signal()
        try await withGroup(loopCount: 2) { group in
            let server = try await HTTPServer.bind(
                to: Endpoint(host: "127.0.0.1", port: 0), options: .patient, group: group
            ) { _ in
                try await self.waitForCancellation(reached, cancelled)
                return .text("never")
            }
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await server.run() }
                let client = try await RawClient(server, group)
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                await reached.reached()
                tasks.cancelAll()
                await cancelled.reached()
                try await tasks.waitForAll()
                #expect(server.statistics.listener.active == 0)
            }
        }
    }

    @Test func `The date is written in the form of the standard`() {
        #expect(HTTPDateCache.format(784_111_777) == Array("Sun, 06 Nov 1994 08:49:37 GMT".utf8))
        #expect(HTTPDateCache.format(0) == Array("Thu, 01 Jan 1970 00:00:00 GMT".utf8))
        #expect(HTTPDateCache.format(.max).count == 29)
        let second = Recorder<Int64>(0)
        let cache = HTTPDateCache { second.value }
        let first = cache.fieldLine()
        #expect(cache.fieldLine() == first)
        second.change { $0 = 1 }
        #expect(cache.fieldLine() == Array("Date: Thu, 01 Jan 1970 00:00:01 GMT\r\n".utf8))
    }
}
