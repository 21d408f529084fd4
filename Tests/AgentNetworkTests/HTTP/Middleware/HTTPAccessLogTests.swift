import Testing

@testable internal import AgentNetwork

struct HTTPAccessLogTests {
    private struct Mine: Error {}

    @Test func `One record for each request`() async throws {
        let records = Recorder<[HTTPAccessRecord]>([])
        let log = HTTPAccessLog(time: CountingTime()) { record in records.change { $0.append(record) } }
        let router = try HTTPRouter(middleware: [log]) { routes in
            routes.get("/text/{id}") { _ in .text("12345") }
            routes.get("/stream") { _ in
                HTTPServerResponse(
                    body: .stream { writer in
                        try await writer.write([1, 2, 3])
                        try await writer.write([4])
                    })
            }
            routes.get("/broken") { _ in
                HTTPServerResponse(
                    body: .stream { writer in
                        try await writer.write([1, 2])
                        throw Mine()
                    })
            }
            routes.get("/crash") { _ in throw Mine() }
            routes.get("/refused") { _ in HTTPServerResponse(body: .stream { _ in throw HTTPError(.conflict, "no") }) }
            routes.get("/deferred") { _ in
                .deferred { responder in
                    let writer = try responder.start(status: .accepted)
                    try await writer.write([1, 2, 3])
                }
            }
            routes.get("/unstarted") { _ in .deferred { _ in throw HTTPError(.init(502), "no") } }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            for target in ["/text/a?key=secret", "/stream", "/crash", "/none", "/refused", "/deferred", "/unstarted"] {
                _ = try await service.get(target)
            }
            _ = try await service.send(.head, "/text/a")
            _ = try await service.send(.head, "/stream")
            _ = try await service.send(.head, "/deferred")
            await expectError(.truncated) { try await service.get("/broken") }
        }
        let lines = records.value.map { record in
            "\(record.method) \(record.path) \(record.route ?? "-") \(record.status?.code ?? 0) \(record.contentBytes) "
                + "\(record.isComplete)"
        }
        #expect(
            lines == [
                "GET /text/a /text/{id} 200 5 true", "GET /stream /stream 200 4 true", "GET /crash /crash 500 0 true",
                "GET /none - 404 0 true", "GET /refused /refused 409 0 true", "GET /deferred /deferred 202 3 true",
                "GET /unstarted /unstarted 502 0 true", "HEAD /text/a /text/{id} 200 0 true",
                "HEAD /stream /stream 200 0 true",
                "HEAD /deferred /deferred 202 0 true",
                "GET /broken /broken 200 2 false",
            ])
        #expect(records.value.allSatisfy { $0.duration == .seconds(1) && $0.peer.host == "127.0.0.1" })
        #expect(!"\(records.value)".contains("secret"))
    }

    @Test func `A client that leaves is told as such`() async throws {
        let records = Recorder<[HTTPAccessRecord]>([])
        let entered = Signal()
        let log = HTTPAccessLog { record in records.change { $0.append(record) } }
        let router = try HTTPRouter(middleware: [log]) { routes in
            routes.get("/") { _ in
                entered.fire()
                try await Never.ends()
                return .text("never")
            }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await service.get("/") } }
                await entered.reached()
                tasks.cancelAll()
            }
        }
        #expect(records.value.map(\.status) == [nil])
        #expect(records.value.map(\.isComplete) == [false])
    }
}
