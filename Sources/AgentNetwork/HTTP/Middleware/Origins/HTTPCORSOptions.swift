/// What ``HTTPCORS`` lets pages of other origins do.
public struct HTTPCORSOptions: Sendable {
    /// The origins whose pages may use the server.
    public var allowedOrigins: [HTTPOriginPattern]
    /// Methods that pages may use.
    public var allowedMethods: [HTTPMethod] = [.get, .head, .post, .put, .patch, .delete]
    /// Fields that pages may send; nil for whichever they ask for.
    public var allowedHeaders: [String]?
    /// Fields of responses that pages may read, besides the few that they always may.
    public var exposedHeaders: [String] = []
    /// Pages may send cookies and other credentials of the browser; not together with ``HTTPOriginPattern/any``.
    public var allowsCredentials = false
    /// How long a browser may remember the answer to a preflight request.
    public var maxAge: Duration = .seconds(600)
    /// Requests from other origins get 403, instead of a response that the browser keeps from the page.
    ///
    /// On by default: what a request does is done by the time the browser hides the response.
    public var refusesForeignOrigins = true

    /// Creates options with the given origins.
    public init(allowedOrigins: [HTTPOriginPattern]) {
        self.allowedOrigins = allowedOrigins
    }
}
