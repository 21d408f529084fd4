/// Gives errors the form that the clients of an API expect.
///
/// ```swift
/// HTTPErrorMapping { error, _ in
///     guard let error = error as? HTTPError else { return nil }
///     var response = HTTPServerResponse.json(document(error.message), status: error.status)
///     for field in error.headers { response.headers.set(field.name, to: field.value) }
///     return response
/// }
/// ```
public struct HTTPErrorMapping: HTTPMiddleware {
    private let map: @Sendable (any Error, HTTPServerRequest) -> HTTPServerResponse?

    /// Creates the middleware.
    ///
    /// - Parameter map: The response for an error, also for one that streamed content fails with before its first byte; nil
    ///   leaves the error as it is. Is not asked about the end of a request whose client has gone.
    public init(_ map: @escaping @Sendable (any Error, HTTPServerRequest) -> HTTPServerResponse?) {
        self.map = map
    }

    /// Turns errors of the handler into responses.
    public func respond(to request: HTTPServerRequest, next: @escaping HTTPHandler) async throws -> HTTPServerResponse {
        do {
            return try await next(request).mappingErrors { [map] error in
                guard !Task.isCancelled, let response = map(error, request) else { return error }
                return HTTPMappedError(response: response)
            }
        } catch {
            guard !Task.isCancelled, let response = map(error, request) else { throw error }
            return response
        }
    }
}
