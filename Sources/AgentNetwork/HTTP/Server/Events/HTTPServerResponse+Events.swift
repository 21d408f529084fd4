extension HTTPServerResponse {
    /// A response with server-sent events (WHATWG HTML section 9.2).
    ///
    /// ```swift
    /// routes.get("/events") { _ in
    ///     .serverSentEvents { writer in
    ///         for await job in jobs { try await writer.send(data: job.name) }
    ///     }
    /// }
    /// ```
    ///
    /// Caches and nginx are told not to hold events back. Comments keep the connection from looking idle, and find out that
    /// the client has gone.
    ///
    /// - Parameters:
    ///   - options: When comments are sent.
    ///   - headers: Further fields; those given here win.
    ///   - write: Sends the events, after the handler has returned; cancelled when the client goes away. An error it throws
    ///     breaks the connection off, so that the client knows of it.
    public static func serverSentEvents(
        options: ServerSentEventOptions = ServerSentEventOptions(),
        headers: HTTPHeaders = HTTPHeaders(),
        _ write: @escaping @Sendable (ServerSentEventWriter) async throws -> Void
    ) -> HTTPServerResponse {
        var fields: HTTPHeaders = [
            "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no",
        ]
        for field in headers { fields.set(field.name, to: field.value) }
        return HTTPServerResponse(
            headers: fields,
            body: .stream { writer in
                let channel = ServerSentEventChannel(writer)
                guard let interval = options.keepAlive else {
                    return try await write(ServerSentEventWriter(channel: channel))
                }
                let loop = try writer.loop ?? EventLoopGroup.resolve(nil).next()
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        do {
                            try await write(ServerSentEventWriter(channel: channel))
                        } catch {
                            await channel.end()
                            throw error
                        }
                        await channel.end()
                    }
                    tasks.addTask { try await channel.keepAlive(options, every: interval, on: loop) }
                    // The first to end is the events, or a comment that could not be sent: then the other one has no point.
                    try await tasks.next()
                    tasks.cancelAll()
                    // Not left to the group, which would drop the error of events that were cut short.
                    try await tasks.waitForAll()
                }
            })
    }
}
