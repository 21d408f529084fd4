/// Decides which web pages may use a server, and tells their browsers (Fetch standard, section 3.2).
///
/// Requests without an `Origin` do not come from pages and pass. Put it before authentication: browsers send no credentials
/// with a preflight request. The server's own pages need to be listed as well, because a page that reached a loopback server
/// by DNS rebinding looks like one of them; see ``HTTPHostCheck``.
public struct HTTPCORS: HTTPMiddleware {
    private let options: HTTPCORSOptions
    private let allowsAny: Bool
    /// The `Access-Control-Allow-Methods` of every answer.
    private let methods: String
    private let headers: String?
    private let exposed: String?
    private let maxAge: String

    /// Creates the middleware.
    ///
    /// - Throws: `invalidUse` when every origin may send credentials: any page that a user visits could then act for them.
    public init(_ options: HTTPCORSOptions) throws(NetworkError) {
        allowsAny = options.allowedOrigins.contains(.any)
        guard !allowsAny || !options.allowsCredentials else {
            throw NetworkError(
                .invalidUse, "expected a list of origins where credentials are allowed, found any origin; name them")
        }
        self.options = options
        methods = options.allowedMethods.map(\.name).joined(separator: ", ")
        headers = options.allowedHeaders?.joined(separator: ", ")
        exposed = options.exposedHeaders.isEmpty ? nil : options.exposedHeaders.joined(separator: ", ")
        maxAge = String(options.maxAge.components.seconds)
    }

    /// Answers preflight requests, refuses foreign origins, and adds to responses what browsers ask for.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        let origins = request.headers.values(for: "Origin")
        guard let origin = origins.first else {
            var response = try await next(request)
            Self.vary(&response.headers, !allowsAny)
            return response
        }
        guard origins.count == 1, options.allowedOrigins.contains(where: { $0.matches(origin) }) else {
            guard !options.refusesForeignOrigins else {
                throw HTTPError(
                    .forbidden, "the origin of the page may not use this server", headers: ["Vary": "Origin"])
            }
            var response = try await next(request)
            Self.vary(&response.headers, true)
            return response
        }
        if request.method == .options, request.headers.contains("Access-Control-Request-Method") {
            return preflight(request, origin)
        }
        do {
            var response = try await next(request)
            grant(origin, &response.headers)
            return response.mappingErrors { error in granting(origin, error) }
        } catch {
            throw granting(origin, error)
        }
    }

    /// A page that may use the server may also read why it was refused.
    private func granting(_ origin: String, _ error: any Error) -> any Error {
        switch error {
        case var error as HTTPError:
            grant(origin, &error.headers)
            return error
        case let error as HTTPMappedError:
            var response = error.response
            grant(origin, &response.headers)
            return HTTPMappedError(response: response)
        default:
            return error
        }
    }

    private func preflight(_ request: HTTPServerRequest, _ origin: String) -> HTTPServerResponse {
        var response = HTTPServerResponse(status: .noContent)
        grant(origin, &response.headers)
        response.headers.add("Access-Control-Allow-Methods", methods)
        if let headers = headers ?? request.headers["Access-Control-Request-Headers"] {
            response.headers.add("Access-Control-Allow-Headers", headers)
        }
        response.headers.add("Access-Control-Max-Age", maxAge)
        response.headers.add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
        return response
    }

    private func grant(_ origin: String, _ headers: inout HTTPHeaders) {
        headers.set("Access-Control-Allow-Origin", to: allowsAny ? "*" : origin)
        if options.allowsCredentials { headers.set("Access-Control-Allow-Credentials", to: "true") }
        if let exposed { headers.set("Access-Control-Expose-Headers", to: exposed) }
        Self.vary(&headers, !allowsAny)
    }

    /// Keeps caches from giving the response for one origin to another.
    private static func vary(_ headers: inout HTTPHeaders, _ isNeeded: Bool) {
        if isNeeded, !headers.hasToken("Origin", in: "Vary") { headers.add("Vary", "Origin") }
    }
}
