/// A request on its way through redirects.
///
/// Pure: tell it the head of a response, and it says whether that is the answer or which request comes next.
struct HTTPRedirectChain: Sendable {
    enum Step {
        /// The response is for the caller.
        case deliver
        case follow(HTTPRedirectChain)
    }

    /// What is to be sent now.
    private(set) var request: HTTPRequest
    let policy: HTTPRedirectPolicy
    private var count = 0

    /// Fields about the content, which mean nothing without it (RFC 9110 section 15.4).
    private static let contentFields = [
        "Content-Type", "Content-Encoding", "Content-Language", "Content-Location", "Content-Range", "Content-Digest",
        "Digest", "Last-Modified", "Expect", "Trailer",
    ]
    /// Fields that are for one origin only.
    private static let originFields = ["Authorization", "Cookie", "Proxy-Authorization", "Host"]

    init(_ request: HTTPRequest, policy: HTTPRedirectPolicy) {
        self.request = request
        self.policy = policy
    }

    /// - Parameter isBodyReplayable: The body of the request can be sent, or sent again.
    /// - Throws: `redirectRefused`, `limitExceeded`.
    func step(after head: HTTPResponseHead, isBodyReplayable: Bool) throws(NetworkError) -> Step {
        guard policy.maxRedirects > 0, [301, 302, 303, 307, 308].contains(head.status),
            let location = try location(in: head.headers)
        else { return .deliver }
        var next = self
        next.changeMethod(status: head.status)
        guard isBodyReplayable || !next.request.hasBody else { return .deliver }
        guard count < policy.maxRedirects else {
            throw NetworkError(
                .limitExceeded,
                "expected an answer after at most \(policy.maxRedirects) redirects, found another; it may be a loop",
                endpoint: request.url.origin.endpoint
            )
        }
        next.count += 1
        try next.move(to: location)
        return .follow(next)
    }

    /// The same request without the question whether its body is wanted.
    func withoutExpectation() -> HTTPRedirectChain {
        var next = self
        next.request.expectsContinue = false
        next.request.headers.remove("Expect")
        return next
    }

    private func location(in headers: HTTPHeaders) throws(NetworkError) -> String? {
        let locations = headers.values(for: "Location")
        guard let first = locations.first else { return nil }
        guard locations.allSatisfy({ $0 == first }) else {
            throw refused("expected one Location, found several that differ")
        }
        return first
    }

    private mutating func changeMethod(status: Int) {
        switch status {
        case 301 where request.method != .post, 302 where request.method != .post, 307, 308: return
        case 303 where request.method == .head: return
        default: break
        }
        request.method = .get
        request.body = .empty
        for name in Self.contentFields { request.headers.remove(name) }
    }

    private mutating func move(to location: String) throws(NetworkError) {
        let from = request.url.origin
        let url: HTTPURL
        do throws(NetworkError) { url = try request.url.resolving(location) } catch {
            // Where it leads is not repeated: what stands there is the server's.
            throw refused("expected a Location that is a URL of http or https without a user, found another")
        }
        guard from.scheme == .http || url.origin.scheme == .https || policy.allowsDowngrade else {
            throw refused(
                "expected a redirect that stays with https, found one to http; allow it with"
                    + " HTTPRedirectPolicy.allowsDowngrade if nothing in the request is worth protecting")
        }
        request.url = url
        guard url.origin != from else { return }
        for name in Self.originFields + policy.sensitiveHeaders { request.headers.remove(name) }
    }

    private func refused(_ message: String) -> NetworkError {
        NetworkError(.redirectRefused, message, endpoint: request.url.origin.endpoint)
    }
}
