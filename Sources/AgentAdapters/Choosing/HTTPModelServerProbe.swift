internal import AgentNetwork
internal import AgentPrimitives

/// Asks model servers over HTTP, with short limits: what does not answer at once is not there.
public struct HTTPModelServerProbe: ModelServerProbing {
    private let options: HTTPClientOptions

    private static let longestListing = 1024 * 1024

    /// Sets the limits.
    ///
    /// - Parameters:
    ///   - connectTimeout: For the connection.
    ///   - answerTimeout: For the answer, and again for each part of it.
    public init(connectTimeout: Duration = .milliseconds(150), answerTimeout: Duration = .milliseconds(500)) {
        var options = HTTPClientOptions()
        options.connectTimeout = connectTimeout
        options.responseHeadTimeout = answerTimeout
        options.readTimeout = answerTimeout
        self.options = options
    }

    /// Asks once.
    public func models(servedBy server: LocalModelServer) async -> [String]? {
        let client = HTTPClient(options: options)
        defer { client.shutdown() }
        // Whatever goes wrong, the answer is the same: no model server there.
        guard let request = try? HTTPRequest(url: Self.listingURL(of: server)),
            let response = try? await client.send(request, maxBodyBytes: Self.longestListing), response.status == 200,
            let listing = try? JSONValue(parsing: response.body)
        else { return nil }
        switch server.listing {
        case .ollamaTags: return listing["models"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        case .openAIModels: return listing["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue }
        }
    }

    private static func listingURL(of server: LocalModelServer) throws(NetworkError) -> HTTPURL {
        let base = try HTTPURL(server.baseURL)
        switch server.listing {
        case .ollamaTags: return try HTTPURL("\(base.origin)").appending(path: "api/tags")
        case .openAIModels: return try base.appending(path: "models")
        }
    }
}
