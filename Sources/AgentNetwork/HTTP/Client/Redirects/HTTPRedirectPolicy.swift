/// Whether and how an ``HTTPClient`` follows redirects (RFC 9110 section 15.4).
///
/// Off by default: the servers of APIs do not redirect requests, and a request with a key is better not sent anywhere but where
/// it was meant to go. Where redirects are followed,
///
/// - 301, 302, 307 and 308 keep method and body, but 301 and 302 turn `POST` into `GET`; 303 turns everything but `HEAD`
///   into `GET`. A body that is left behind takes the fields with it that describe it.
/// - the statuses that ask for something else (300, 304, 305), and a redirect without a `Location`, are the response.
/// - a body that is a stream is not asked for twice: a redirect that has to repeat it is the response, unless the server
///   answered before it took any of the body (``HTTPRequest/expectsContinue``).
/// - a redirect to something else than `http` or `https`, or from `https` to `http`, fails with `redirectRefused`, and one more
///   than ``maxRedirects`` with `limitExceeded`.
/// - on the way to another origin (scheme, host and port) the request loses its credentials, and does not get them back
///   should it return.
public struct HTTPRedirectPolicy: Sendable, Hashable {
    /// How many redirects of one request are followed; 0 makes every redirect the response.
    public var maxRedirects: Int
    /// Whether a redirect may lead from `https` to `http`, where everybody on the way can read and change what is sent.
    public var allowsDowngrade = false
    /// Fields that stay with the origin they were meant for.
    ///
    /// `Authorization`, `Cookie`, `Proxy-Authorization` and `Host` always do. Names compare without regard to case.
    public var sensitiveHeaders = [
        "x-api-key", "api-key", "x-goog-api-key", "x-auth-token", "x-amz-security-token",
    ]
    /// How much of a redirect's own content is read, in bytes, for the sake of keeping its connection.
    public var maxDrainBytes = 16 * 1024
    /// How long that may take.
    public var drainTimeout: Duration = .seconds(1)

    private init(maxRedirects: Int) {
        self.maxRedirects = maxRedirects
    }

    /// Every redirect is the response.
    public static let none = HTTPRedirectPolicy(maxRedirects: 0)

    /// Redirects are followed, up to a number of them.
    public static func follow(max: Int = 10) -> HTTPRedirectPolicy {
        HTTPRedirectPolicy(maxRedirects: max)
    }
}
