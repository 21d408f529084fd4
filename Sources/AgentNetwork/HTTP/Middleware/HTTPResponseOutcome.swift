/// How the response to a request ended.
struct HTTPResponseOutcome: Equatable {
    /// nil where none was sent, because the client had gone.
    var status: HTTPStatus?
    var contentBytes = 0
    /// The content was written to its end.
    var isComplete: Bool
}

extension HTTPServerRequest {
    /// Hands the request on, and tells once how its response has ended, streamed content included.
    func observed(
        _ next: HTTPHandler, _ report: @escaping @Sendable (HTTPResponseOutcome) -> Void
    ) async throws -> HTTPServerResponse {
        let response: HTTPServerResponse
        do {
            response = try await next(self)
        } catch {
            report(HTTPResponseOutcome(error))
            throw error
        }
        var observed = response
        let meter = HTTPResponseMeter(sendsContent: method != .head)
        switch response.content {
        case .body(let body):
            guard case .stream(let length, let write) = body.content, meter.sendsContent,
                !response.status.forbidsContent
            else {
                let bytes: Int = if case .bytes(let bytes) = body.content, meter.sendsContent { bytes.count } else { 0 }
                report(HTTPResponseOutcome(status: response.status, contentBytes: bytes, isComplete: true))
                return response
            }
            observed.content = .body(
                .stream(length: length) { writer in
                    meter.start(response.status)
                    try await meter.run(report) { try await write(meter.observe(writer)) }
                })
        case .deferred(let work):
            observed.content = .deferred { responder in
                try await meter.run(report) { try await work(meter.observe(responder)) }
            }
        case .upgrade:
            report(HTTPResponseOutcome(status: response.status, isComplete: true))
        }
        return observed
    }
}

extension HTTPResponseOutcome {
    /// What an error comes to before anything was sent.
    init(_ error: any Error) {
        status = Task.isCancelled ? nil : HTTPServerResponse(explaining: error)?.status
        isComplete = status != nil
    }
}
