/// Carries a response that middleware has made of an error out of the work of another response.
struct HTTPMappedError: Error {
    let response: HTTPServerResponse
}

extension HTTPServerResponse {
    /// The response for an error that a handler threw; nil where nobody is left to read it.
    init?(explaining error: any Error) {
        switch error {
        case let error as HTTPError:
            self = error.response
        case let error as HTTPMappedError:
            self = error.response
        case let error as NetworkError where error.phase == .requestBody:
            // What went wrong with the content is the client's doing; everything else is ours.
            guard let error = HTTPError(content: error) else { return nil }
            self = error.response
        default:
            self = .text("the server could not handle the request\n", status: .internalServerError)
        }
    }

    /// Whether an error is a response by itself, so that nobody has to hear of it.
    static func isResponse(_ error: any Error) -> Bool {
        error is HTTPError || error is HTTPMappedError
    }
}
