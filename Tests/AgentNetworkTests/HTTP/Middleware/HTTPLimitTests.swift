import Testing

@testable internal import AgentNetwork

struct HTTPLimitTests {
    private func respond(
        _ middleware: some HTTPMiddleware, _ request: HTTPServerRequest,
        _ handler: @escaping HTTPHandler = { _ in .text("ok") }
    ) async throws -> HTTPServerResponse {
        do {
            return try await middleware.respond(to: request, next: handler)
        } catch let error as HTTPError {
            return error.response
        }
    }

    // MARK: Requests at once

    @Test func `A slot is in use until streamed content has ended`() async throws {
        let limit = HTTPConcurrencyLimit(maxRequests: 1, retryAfter: .seconds(3))
        let request = HTTPServerRequest(target: "/")
        var streamed: HTTPServerResponse? = try await respond(limit, request) { _ in
            HTTPServerResponse(body: .stream { try await $0.write([1]) })
        }
        #expect(limit.requestCount == 1)
        let refused = try await respond(limit, request)
        #expect(refused.status == .serviceUnavailable && refused.headers["Retry-After"] == "3")
        #expect(try await streamed?.collected() == [1])
        #expect(limit.requestCount == 1)
        streamed = nil
        #expect(limit.requestCount == 0)
        #expect(try await respond(limit, request).status == .ok)
        #expect(limit.requestCount == 0)
        await #expect(throws: CancellationError.self) {
            try await respond(limit, request) { _ in throw CancellationError() }
        }
        #expect(limit.requestCount == 0)
    }

    @Test func `Slots come back when clients leave or want the head only`() async throws {
        let limit = HTTPConcurrencyLimit(maxRequests: 2)
        let entered = Signal()
        let router = try HTTPRouter(middleware: [limit]) { routes in
            routes.get("/long") { _ in
                HTTPServerResponse(
                    body: .stream { writer in
                        try await writer.write([1])
                        entered.fire()
                        try await Never.ends()
                    })
            }
            routes.get("/short") { _ in .text("\(limit.requestCount)") }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            let head = try await service.send(.head, "/long")
            #expect(head.status == 200)
            #expect(try await service.get("/short").text == "1")
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await service.get("/long") } }
                await entered.reached()
                tasks.cancelAll()
            }
        }
        #expect(limit.requestCount == 0)
    }

    // MARK: Content

    @Test(arguments: [(10, 200), (11, 413), (100_000, 413)])
    func `Content is limited by its length, and by its end when that is unknown`(count: Int, status: Int) async throws {
        let router = try HTTPRouter { routes in
            routes.group(middleware: [HTTPBodyLimit(maxBytes: 10)]) { small in
                small.post("/") { request in .text("\(try await request.body.collect(maxBytes: .max).count)") }
                small.post("/later") { request in
                    HTTPServerResponse(
                        body: .stream { writer in
                            while let bytes = try await request.body.next() { try await writer.write(bytes) }
                        })
                }
            }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            let bytes = [UInt8](repeating: 7, count: count)
            let known = try await service.send(.post, "/", body: .bytes(bytes))
            #expect(known.status == status)
            if status == 200 { #expect(known.text == "\(count)") }
            #expect(try await service.send(.post, "/", body: .stream { try await $0.write(bytes) }).status == status)
            // One piece comes at once here, so nothing of the response is sent before the limit is met.
            let later = try await service.send(.post, "/later", body: .stream { try await $0.write(bytes) })
            #expect(later.status == status)
            #expect(service.server.statistics.handlerErrors == 0)
        }
    }

    // MARK: Rates

    @Test func `A client that asks too often is refused, others are not`() async throws {
        var limits = HTTPRateLimit.Limits()
        limits.requestsPerSecond = 0.5
        limits.burst = 2
        let now = Recorder(MonotonicTime.now)
        let limit = HTTPRateLimit(limits: limits, key: nil, clock: { now.value })
        var request = HTTPServerRequest(target: "/", peer: Endpoint(host: "10.0.0.1", port: 1))
        #expect(try await respond(limit, request).status == .ok)
        #expect(try await respond(limit, request).status == .ok)
        let refused = try await respond(limit, request)
        #expect(refused.status == .tooManyRequests && refused.headers["Retry-After"] == "2")
        let other = HTTPServerRequest(target: "/", peer: Endpoint(host: "10.0.0.2", port: 1))
        #expect(try await respond(limit, other).status == .ok)
        request.client = "named"
        #expect(try await respond(limit, request).status == .ok)
        request.client = nil
        now.change { $0 = $0 + .seconds(2) }
        #expect(try await respond(limit, request).status == .ok)
        #expect(try await respond(limit, request).status == .tooManyRequests)
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("::1", "::1"), ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("", ""),
        ("2001:db8:1:2:a:b:c:d", "20010db800010002::/64"), ("2001:db8:1:2::1", "20010db800010002::/64"),
    ])
    func `A network is one client`(host: String, network: String) {
        #expect(Endpoint(host: host, port: 1).network == network)
    }

    @Test func `Requests without a key are not limited`() async throws {
        var limits = HTTPRateLimit.Limits()
        limits.burst = 1
        let limit = HTTPRateLimit(limits: limits, key: { $0.headers["X-Key"] })
        for _ in 0..<3 { #expect(try await respond(limit, HTTPServerRequest(target: "/")).status == .ok) }
    }

    // MARK: Time

    @Test func `A handler that takes too long is cancelled, and the connection lives on`() async throws {
        let wasCancelled = Signal()
        let mayEnd = Signal()
        let router = try HTTPRouter { routes in
            routes.group(middleware: [HTTPRequestTimeout(after: .milliseconds(20))]) { limited in
                limited.get("/slow") { _ in
                    defer { wasCancelled.fire() }
                    try await Never.ends()
                    return .text("never")
                }
            }
            routes.group(middleware: [HTTPRequestTimeout(after: .milliseconds(20))]) { limited in
                limited.get("/unstarted") { _ in
                    .deferred { responder in
                        // Heeds no cancellation, and is too late all the same.
                        try? await Never.ends()
                        _ = try responder.start()
                    }
                }
                limited.get("/started") { _ in
                    .deferred { responder in
                        let writer = try responder.start()
                        try await writer.write([65])
                        await mayEnd.reached()
                        try await writer.write([66])
                    }
                }
            }
            routes.group(middleware: [HTTPRequestTimeout(after: .seconds(240), status: .serviceUnavailable)]) {
                limited in
                limited.get("/quick") { _ in .text("quick") }
                limited.get("/broken") { _ in throw HTTPError(.conflict, "no") }
            }
        }
        try await HTTPTestService.run(handler: router.handler) { service in
            let slow = try await service.get("/slow")
            #expect(slow.status == 504)
            await wasCancelled.reached()
            #expect(try await service.get("/quick").text == "quick")
            #expect(try await service.get("/broken").status == 409)
            #expect(try await service.get("/unstarted").status == 504)
            let started = try await service.client.withResponse(to: HTTPRequest(url: service.url("/started"))) {
                response in
                var bytes = try await response.body.next() ?? []
                // Its time is over by now, which ends nothing that has begun.
                #expect(try await service.get("/slow").status == 504)
                mayEnd.fire()
                while let more = try await response.body.next() { bytes += more }
                return bytes
            }
            #expect(started == [65, 66])
            // The second one is for the request within another.
            #expect(service.server.statistics.listener.accepted == 2)
        }
    }

    @Test func `A client that leaves is no timeout`() async throws {
        let entered = Signal()
        let errors = Recorder<[String]>([])
        let spy = HTTPInlineMiddleware { request, next in
            do {
                return try await next(request)
            } catch {
                errors.change { $0.append("\(type(of: error))") }
                throw error
            }
        }
        let router = try HTTPRouter(middleware: [spy, HTTPRequestTimeout(after: .seconds(240))]) { routes in
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
        #expect(errors.value == ["CancellationError"])
    }
}
