import Testing

@testable internal import AgentNetwork

struct HTTPRedirectChainTests {
    private func head(_ status: Int, _ headers: HTTPHeaders = ["Location": "/next"]) -> HTTPResponseHead {
        HTTPResponseHead(status: status, reason: "", minorVersion: 1, headers: headers)
    }

    private func request(_ method: HTTPMethod = .get, _ url: String = "https://a.example/first") throws -> HTTPRequest {
        HTTPRequest(method: method, url: try HTTPURL(url), headers: ["X": "1"])
    }

    /// The next request; nil when the response is delivered.
    private func next(
        _ chain: HTTPRedirectChain, _ head: HTTPResponseHead, isBodyReplayable: Bool = true
    ) throws -> HTTPRedirectChain? {
        switch try chain.step(after: head, isBodyReplayable: isBodyReplayable) {
        case .deliver: nil
        case .follow(let next): next
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308], [HTTPMethod.get, .head, .post, .put, .patch, .delete])
    func `What becomes of method and body`(status: Int, method: HTTPMethod) throws {
        var request = try request(method)
        request.body = .bytes([1, 2])
        request.headers = [
            "Content-Type": "text/plain", "content-language": "de", "Trailer": "X-Sum", "Accept": "*/*",
            "If-Match": "\"1\"",
        ]
        let next = try next(HTTPRedirectChain(request, policy: .follow()), head(status))?.request
        let becomesGet = status == 303 ? method != .head : method == .post && status < 303
        #expect(next?.url.description == "https://a.example/next")
        #expect(next?.method == (becomesGet ? .get : method))
        #expect(next?.hasBody == !becomesGet)
        #expect(next?.headers == (becomesGet ? ["Accept": "*/*", "If-Match": "\"1\""] : request.headers))
    }

    @Test(arguments: [200, 204, 300, 304, 305, 306, 309, 400, 500])
    func `Responses that are none`(status: Int) throws {
        #expect(try next(HTTPRedirectChain(request(), policy: .follow()), head(status)) == nil)
    }

    @Test func `A redirect is the response without a policy, without a location, and without the body it needs`() throws
    {
        #expect(try next(HTTPRedirectChain(request(), policy: .none), head(302)) == nil)
        #expect(try next(HTTPRedirectChain(request(), policy: .follow()), head(302, [:])) == nil)
        var upload = try request(.post)
        upload.body = .stream { _ in }
        let chain = HTTPRedirectChain(upload, policy: .follow())
        #expect(try next(chain, head(307), isBodyReplayable: false) == nil)
        #expect(try next(chain, head(307), isBodyReplayable: true)?.request.hasBody == true)
        #expect(try next(chain, head(303), isBodyReplayable: false)?.request.hasBody == false)
    }

    @Test func `The number of redirects is limited`() async throws {
        var chain = HTTPRedirectChain(try request(), policy: .follow(max: 3))
        for _ in 0..<3 { chain = try #require(try next(chain, head(302))) }
        await expectError(.limitExceeded) { try next(chain, head(302)) }
        #expect(try next(chain, head(200)) == nil)
    }

    static let secrets: HTTPHeaders = [
        "authorization": "Bearer k", "Cookie": "a=b", "cookie": "c=d", "Proxy-Authorization": "Basic k",
        "Host": "other",
        "X-Api-Key": "k", "API-KEY": "k", "x-goog-api-key": "k", "X-Amz-Security-Token": "k", "X-Mine": "k",
    ]

    @Test(arguments: [
        "https://b.example/", "https://a.example:444/", "https://sub.a.example/", "https://example/",
        "//a.example.:443/",
    ])
    func `Credentials stay with their origin and do not come back`(location: String) throws {
        var request = try request()
        request.headers = Self.secrets
        request.headers.add("Accept", "*/*")
        var policy = HTTPRedirectPolicy.follow()
        policy.sensitiveHeaders.append("x-mine")
        let away = try next(HTTPRedirectChain(request, policy: policy), head(307, ["Location": location]))
        #expect(away?.request.headers == ["Accept": "*/*"])
        let back = try next(#require(away), head(307, ["Location": "https://a.example/first"]))
        #expect(back?.request.headers == ["Accept": "*/*"])
    }

    @Test(arguments: ["/next", "https://A.EXAMPLE:443/next", "//a.example/next"])
    func `Within an origin they are kept`(location: String) throws {
        var request = try request()
        request.headers = Self.secrets
        let next = try next(HTTPRedirectChain(request, policy: .follow()), head(302, ["Location": location]))
        #expect(next?.request.headers == Self.secrets)
    }

    @Test func `Only with leave away from TLS, and even so without credentials`() async throws {
        var request = try request()
        request.headers = Self.secrets
        let away = head(302, ["Location": "http://a.example/"])
        await expectError(.redirectRefused) { try next(HTTPRedirectChain(request, policy: .follow()), away) }
        var policy = HTTPRedirectPolicy.follow()
        policy.allowsDowngrade = true
        #expect(try next(HTTPRedirectChain(request, policy: policy), away)?.request.headers == ["X-Mine": "k"])
        let up = HTTPRedirectChain(try self.request(.get, "http://a.example/"), policy: .follow())
        #expect(try next(up, head(302, ["Location": "https://a.example/"])) != nil)
    }

    @Test(arguments: [["ftp://b/"], ["http://user:pw@b/"], ["/a", "/b"], ["data:text/plain,x"]])
    func `Locations that lead nowhere`(locations: [String]) async throws {
        let chain = HTTPRedirectChain(try request(), policy: .follow())
        let headers = HTTPHeaders(locations.map { ("Location", $0) })
        let error = await expectError(.redirectRefused) { try next(chain, head(302, headers)) }
        #expect(error?.message.contains("pw") == false)
    }

    @Test func `The same location twice is one`() throws {
        let chain = HTTPRedirectChain(try request(), policy: .follow())
        #expect(try next(chain, head(302, HTTPHeaders([("Location", "/a"), ("location", "/a")]))) != nil)
    }
}
