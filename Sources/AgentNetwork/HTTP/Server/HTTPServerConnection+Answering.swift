internal import Synchronization

extension HTTPServerConnection {
    /// Has a request handled and sends the response; true when the connection may serve another.
    func answer(_ head: HTTPRequestHead) async throws -> Bool {
        server.counters.requests.increment()
        let (number, isComplete) = state.withLock { ($0.requestNumber, $0.content.isComplete) }
        var request = HTTPServerRequest(
            method: head.method,
            target: head.target,
            authority: head.authority,
            headers: head.headers,
            body: HTTPIncomingBody(source: isComplete ? nil : HTTPRequestContent(connection: self, number: number)),
            peer: stream.endpoint,
            isSecure: isSecure
        )
        request.minorVersion = head.minorVersion
        request.loop = stream.loop
        stream.expectHangUp()
        let reply = HTTPServerReply(connection: self, head: head)
        do {
            guard head.notable.isDisjoint(with: .expect) || head.expectsContinue || head.minorVersion == 0 else {
                return try await reply.send(.text("expected no Expect but 100-continue\n", status: .expectationFailed))
            }
            return try await reply.send(try await server.handler(request))
        } catch {
            guard !reply.hasBegun, let response = explain(error) else { throw error }
            return try await reply.send(response)
        }
    }

    /// The response for an error of the handler; nil where there is nobody to read it.
    private func explain(_ error: any Error) -> HTTPServerResponse? {
        if isHungUp { return nil }
        if HTTPServerResponse.isResponse(error) { return HTTPServerResponse(explaining: error) }
        // What went wrong with the content explains the handler's error, whatever that is.
        if let failure = state.withLock({ $0.content.failure }) { return HTTPError(content: failure)?.response }
        if Task.isCancelled { return nil }
        let response = HTTPServerResponse(explaining: error)
        if response?.status == .internalServerError {
            server.counters.handlerErrors.increment()
            server.report(error)
        }
        return response
    }

    /// Sends the response to what is no request, and closes.
    func refuse(_ rejection: HTTPRejection) async {
        server.count(rejection)
        let message = Array("\(rejection.error.message)\n".utf8)
        do {
            let head = try server.encoder.encodeHead(
                status: rejection.status,
                headers: ["Content-Type": "text/plain; charset=utf-8"],
                framing: .length(message.count),
                connection: .close
            )
            try await stream.write((head + message)[...], limit: .idle(server.options.lingerTimeout, .write))
            await linger()
        } catch {
            // The client does not take the reason either.
        }
        stream.close(Self.endError)
    }

    /// Ends this side and waits until the client does the same, so that what it still sends does not make the system throw
    /// the response away (RFC 9112 section 9.6).
    func linger() async {
        let limit = TimeLimit.total(server.options.lingerTimeout, .read)
        do throws(NetworkError) {
            try await stream.finishWriting(limit: limit)
            while try await stream.read(max: Self.readSize, limit: limit) != nil {}
        } catch {
            // It had its time.
        }
    }
}
