extension HTTPServerResponse {
    /// The same response with something around the work that goes on after the handler has returned, where there is any.
    func wrappingWork(
        _ wrap: @escaping @Sendable (_ work: @Sendable () async throws -> Void) async throws -> Void
    ) -> HTTPServerResponse {
        var response = self
        switch content {
        case .body(let body):
            guard case .stream(let length, let write) = body.content else { return self }
            response.content = .body(.stream(length: length) { writer in try await wrap { try await write(writer) } })
        case .deferred(let work):
            response.content = .deferred { responder in try await wrap { try await work(responder) } }
        case .upgrade(let upgrade):
            response.content = .upgrade(
                HTTPUpgrade { connection in try await wrap { try await upgrade.run(connection) } })
        }
        return response
    }

    /// The same response, which keeps `token` alive until its content is sent or its upgraded connection has ended.
    ///
    /// For what has to be given back even when nobody gets to write the content.
    func holding(_ token: some AnyObject & Sendable) -> HTTPServerResponse {
        wrappingWork { work in
            defer { withExtendedLifetime(token) {} }
            try await work()
        }
    }

    /// The same response, whose work fails with another error; the server sends what that stands for if nothing was sent
    /// before.
    func mappingErrors(_ map: @escaping @Sendable (any Error) -> any Error) -> HTTPServerResponse {
        wrappingWork { work in
            do { try await work() } catch { throw map(error) }
        }
    }
}
