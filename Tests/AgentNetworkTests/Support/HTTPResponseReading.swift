@testable internal import AgentNetwork

extension HTTPServerResponse {
    /// The content, streams included, as a client would get it.
    func collected() async throws -> [UInt8] {
        let received = Recorder<[UInt8]>([])
        let writer = HTTPBodyWriter(send: { bytes in received.change { $0 += bytes } }, trail: { _ in })
        switch content {
        case .body(let body):
            switch body.content {
            case .empty: break
            case .bytes(let bytes): return bytes
            case .stream(_, let write): try await write(writer)
            }
        case .deferred(let work): try await work(HTTPResponder { _, _, _ in writer })
        case .upgrade: break
        }
        return received.value
    }

    var text: String {
        get async throws { String(decoding: try await collected(), as: UTF8.self) }
    }
}

extension HTTPFullResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// The response of a handler to GET, whichever way it is given.
func answer(_ handler: @escaping HTTPHandler, _ target: String) async throws -> HTTPServerResponse {
    try await answer(handler, .get, target)
}

/// The response of a handler, whichever way it is given.
func answer(
    _ handler: @escaping HTTPHandler, _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = HTTPHeaders()
) async throws -> HTTPServerResponse {
    do {
        return try await handler(HTTPServerRequest(method: method, target: target, headers: headers))
    } catch let error as HTTPError {
        return error.response
    }
}
