import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct ServerSentEventResponseTests {
    private struct Mine: Error {}

    private static func options(keepAlive: Duration?, openWithin: Duration = .seconds(240)) -> ServerSentEventOptions {
        var options = ServerSentEventOptions()
        options.keepAlive = keepAlive
        options.openWithin = openWithin
        return options
    }

    private func serve(
        _ response: HTTPServerResponse, _ body: @escaping @Sendable (HTTPTestService) async throws -> Void
    ) async throws {
        try await HTTPTestService.run(handler: { _ in response }, body)
    }

    @Test(arguments: [Duration.seconds(240), nil])
    func `Events arrive, and their end`(keepAlive: Duration?) async throws {
        let response = HTTPServerResponse.serverSentEvents(
            options: Self.options(keepAlive: keepAlive), headers: ["X-A": "1", "Cache-Control": "no-store"]
        ) { writer in
            try await writer.send(data: "one")
            try await writer.comment("between")
            try await writer.send(ServerSentEvent(event: "b", data: "two\nlines", id: "7"))
        }
        try await serve(response) { service in
            let received = try await service.get("/")
            #expect(received.headers["Content-Type"] == "text/event-stream")
            #expect(received.headers["Cache-Control"] == "no-store")
            #expect(received.headers["X-Accel-Buffering"] == "no")
            #expect(received.headers["X-A"] == "1")
            #expect(received.text == "data: one\n\n: between\n\nevent: b\nid: 7\ndata: two\ndata: lines\n\n")
        }
    }

    @Test func `The head comes before the first event, and comments after it`() async throws {
        let comments = Signal()
        let response = HTTPServerResponse.serverSentEvents(
            options: Self.options(keepAlive: .milliseconds(5), openWithin: .zero)
        ) { writer in
            await comments.reached()
            try await writer.send(data: "late")
        }
        try await serve(response) { service in
            let text = try await service.client.withResponse(to: HTTPRequest(url: service.url())) { response in
                var text = ""
                while let bytes = try await response.body.next() {
                    text += String(decoding: bytes, as: UTF8.self)
                    if text.split(separator: "\n\n").count >= 3 { comments.fire() }
                }
                return text
            }
            #expect(text.hasPrefix(": \n\n: \n\n: \n\n"))
            #expect(text.hasSuffix("data: late\n\n"))
        }
    }

    @Test func `Several tasks may send at once`() async throws {
        let response = HTTPServerResponse.serverSentEvents(options: Self.options(keepAlive: .milliseconds(1))) {
            writer in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<4 {
                    tasks.addTask {
                        for _ in 0..<200 { try await writer.send(data: "\(number)") }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        try await serve(response) { service in
            var decoder = ServerSentEventDecoder()
            let events = try decoder.decode(try await service.get("/").body)
            #expect(events.count == 800)
            #expect(Set(events.map(\.data)) == ["0", "1", "2", "3"])
        }
    }

    @Test func `An error breaks the stream off`() async throws {
        let response = HTTPServerResponse.serverSentEvents { writer in
            try await writer.send(data: "one")
            throw Mine()
        }
        try await serve(response) { service in
            await expectError(.truncated) { try await service.get("/") }
        }
    }

    @Test func `A client that leaves ends the events`() async throws {
        let ended = Signal()
        let response = HTTPServerResponse.serverSentEvents { writer in
            defer { ended.fire() }
            try await writer.send(data: "one")
            try await Never.ends()
        }
        try await serve(response) { service in
            try await service.client.withResponse(to: HTTPRequest(url: service.url())) { response in
                _ = try await response.body.next()
            }
            await ended.reached()
            #expect(service.server.statistics.disconnects == 1)
        }
    }
}
