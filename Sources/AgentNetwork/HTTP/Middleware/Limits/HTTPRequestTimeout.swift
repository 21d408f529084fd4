/// Ends requests that have no response in time: cancels the handler, and answers for it.
///
/// The time counts until there is a status: until the handler returns, or the work of a deferred response starts it. Content
/// after that has the server's own limits. A handler that does not heed cancellation holds its answer up. One that is waiting
/// for the client's content when its time is over costs the connection, because cancelling a read does that.
public struct HTTPRequestTimeout: HTTPMiddleware {
    private let duration: Duration
    private let status: HTTPStatus

    /// Creates the middleware.
    ///
    /// - Parameters:
    ///   - duration: How long a response may be in coming.
    ///   - status: The status of the answer; 504 suits a gateway, 503 other servers.
    public init(after duration: Duration, status: HTTPStatus = .gatewayTimeout) {
        self.duration = duration
        self.status = status
    }

    /// Hands the request on with a limit on the time.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        let loop = try request.loop ?? EventLoopGroup.resolve(nil).next()
        let deadline = MonotonicTime.now + duration
        var response = try await inTime(on: loop, until: deadline) {
            try await next(request)
        } hasStarted: {
            false
        }
        guard case .deferred(let work) = response.content else { return response }
        response.content = .deferred { responder in
            let start = DeferredStart()
            try await inTime(on: loop, until: deadline) {
                try await work(start.guarding(responder))
            } hasStarted: {
                !start.expire()
            }
        }
        return response
    }

    /// Does the work, unless its time is over and it has not started a response.
    private func inTime<Value: Sendable>(
        on loop: EventLoop,
        until deadline: MonotonicTime,
        _ work: @escaping @Sendable () async throws -> Value,
        hasStarted: () -> Bool
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask { try await work() }
            tasks.addTask {
                await loop.pause(for: max(.zero, MonotonicTime.now.duration(to: deadline)))
                return nil
            }
            defer { tasks.cancelAll() }
            while let result = try await tasks.next() {
                if let value = result { return value }
                // A pause that the end of the whole request has cut short is no timeout.
                if !Task.isCancelled, !hasStarted() { break }
            }
            try Task.checkCancellation()
            throw HTTPError(status, "expected to have a response within \(duration); it took longer")
        }
    }
}
