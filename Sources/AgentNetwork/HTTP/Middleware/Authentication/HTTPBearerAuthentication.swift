/// Lets clients in that present one of the keys (RFC 6750), and tells the handler which one it is.
///
/// ```swift
/// HTTPBearerAuthentication(keys: [HTTPClientKey(client: "ci", key: secret)], keyFields: ["x-api-key"])
/// ```
///
/// The name is in ``HTTPServerRequest/client``.
public struct HTTPBearerAuthentication: HTTPMiddleware {
    private let keyring: ClientKeyring
    private let keyFields: [String]
    private let challenge: String

    /// Creates the middleware; without keys it lets nobody in.
    ///
    /// - Parameters:
    ///   - keys: The keys; empty ones are left out.
    ///   - keyFields: Other fields whose value may be a key, such as `x-api-key`.
    ///   - realm: The name of what is protected, as clients may show it; `"` and `\` are left out.
    public init(keys: [HTTPClientKey], keyFields: [String] = [], realm: String = "api") {
        keyring = ClientKeyring(keys)
        self.keyFields = keyFields
        challenge = "Bearer realm=\"\(realm.filter { $0 != "\"" && $0 != "\\" })\""
    }

    /// Hands the request on with the name of its client, or answers with 401.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        guard let key = try presentedKey(request.headers) else {
            throw refusal(.unauthorized, "expected a key, as in 'Authorization: Bearer KEY'", error: nil)
        }
        guard let client = keyring.client(presenting: key) else {
            throw refusal(.unauthorized, "the key is not known here; check it", error: "invalid_token")
        }
        var request = request
        request.client = client
        return try await next(request)
    }

    private func presentedKey(_ headers: HTTPHeaders) throws -> Substring.UTF8View? {
        let authorizations = headers.values(for: "Authorization")
        guard authorizations.count <= 1 else {
            throw refusal(.badRequest, "expected one Authorization field, found several", error: "invalid_request")
        }
        if let authorization = authorizations.first.map({ Substring($0).utf8 }) {
            let scheme = authorization.prefix { !ASCII.isBlank($0) }
            let key = authorization.dropFirst(scheme.count).trimmingBlanks()
            if scheme.equalsIgnoringASCIICase("Bearer"), !key.isEmpty { return key }
        }
        for field in keyFields {
            if let key = headers[field], !key.isEmpty { return Substring(key).utf8 }
        }
        return nil
    }

    private func refusal(_ status: HTTPStatus, _ message: String, error: String?) -> HTTPError {
        let reason = error.map { ", error=\"\($0)\"" } ?? ""
        return HTTPError(status, message, headers: ["WWW-Authenticate": challenge + reason])
    }
}
