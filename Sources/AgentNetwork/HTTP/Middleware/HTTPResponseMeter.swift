internal import Synchronization

/// Counts what is sent of a response whose content comes after the handler has returned.
final class HTTPResponseMeter: Sendable {
    /// False for `HEAD`.
    let sendsContent: Bool
    private let code = Atomic(0)
    private let bytes = Atomic(0)

    init(sendsContent: Bool) {
        self.sendsContent = sendsContent
    }

    func start(_ status: HTTPStatus) {
        code.store(status.code, ordering: .relaxed)
    }

    /// Does the work and reports how it ended.
    func run(
        _ report: @Sendable (HTTPResponseOutcome) -> Void, _ work: () async throws -> Void
    ) async throws {
        do {
            try await work()
            report(outcome(isComplete: true))
        } catch {
            let sent = outcome(isComplete: false)
            // Before the first content the server still sends what the error stands for.
            report(sent.contentBytes > 0 ? sent : HTTPResponseOutcome(error))
            throw error
        }
    }

    func observe(_ responder: HTTPResponder) -> HTTPResponder {
        HTTPResponder { [self] status, headers, length throws(NetworkError) in
            let writer = try responder.start(status: status, headers: headers, length: length)
            start(status)
            return observe(writer)
        }
    }

    func observe(_ writer: HTTPBodyWriter) -> HTTPBodyWriter {
        var observed = HTTPBodyWriter(
            send: { [self] bytes throws(NetworkError) in
                try await writer.write(bytes)
                self.bytes.add(bytes.count, ordering: .relaxed)
            },
            trail: { trailers throws(NetworkError) in try writer.setTrailers(trailers) })
        observed.loop = writer.loop
        return observed
    }

    private func outcome(isComplete: Bool) -> HTTPResponseOutcome {
        let status = HTTPStatus(code.load(ordering: .relaxed))
        let isSent = sendsContent && !status.forbidsContent
        return HTTPResponseOutcome(
            status: status, contentBytes: isSent ? bytes.load(ordering: .relaxed) : 0, isComplete: isComplete)
    }
}
