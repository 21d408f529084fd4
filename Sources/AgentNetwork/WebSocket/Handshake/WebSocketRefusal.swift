/// The response to a request for a WebSocket that is not granted.
struct WebSocketRefusal: Error, Equatable {
    /// The status code.
    let status: HTTPStatus
    /// A sentence for the body.
    let message: String
    /// Fields that the status demands.
    let headers: HTTPHeaders

    init(_ status: HTTPStatus, _ message: String, headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.message = message
        self.headers = headers
    }
}
