/// Why a server refuses a request, and with which status.
///
/// After one the connection is closed: the two sides may not agree where the next request begins.
struct HTTPRejection: Error, Equatable {
    let status: HTTPStatus
    let error: NetworkError

    init(_ status: HTTPStatus, _ message: String) {
        self.status = status
        error = NetworkError(status.isAboutSize ? .limitExceeded : .invalidRequest, message)
    }

    /// For a head that did not come to its end in time.
    init(slow error: NetworkError) {
        status = .requestTimeout
        self.error = error
    }

    /// Translates what the parts of a parser that serve both directions found.
    ///
    /// - Parameter tooLarge: The status for a limit that was passed.
    init(_ error: NetworkError, tooLarge: HTTPStatus) {
        guard error.code != .limitExceeded else {
            self.status = tooLarge
            self.error = error
            return
        }
        self.status = .badRequest
        self.error = NetworkError(.invalidRequest, error.message)
    }
}

extension HTTPStatus {
    fileprivate var isAboutSize: Bool { [.contentTooLarge, .uriTooLong, .headerFieldsTooLarge].contains(self) }
}
