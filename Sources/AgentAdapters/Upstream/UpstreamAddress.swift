internal import AgentNetwork
internal import AgentPrimitives

/// Where an API's calls go.
struct UpstreamAddress: Sendable {
    /// The base URL as configured.
    let base: HTTPURL
    /// What stands between the base URL and a call's path, unless the URL ends with it already.
    private let root: String

    /// - Parameter root: The API's version in the path, such as `v1`; base URLs with and without it are usual.
    init(_ base: HTTPURL, root: String = "") {
        self.base = base
        self.root = root
    }

    /// Reads a configured URL.
    ///
    /// - Throws: `invalidRequest` for a URL that is none, which names the model it is for.
    init(_ base: String, root: String = "", for model: String) throws(ModelError) {
        do {
            self.init(try HTTPURL(base), root: root)
        } catch {
            throw ModelError(.invalidRequest, "the base_url of the model '\(model)' is not usable: \(error.message)")
        }
    }

    var host: String { base.host }

    /// The address of a call, whose path may hold a query.
    func url(of path: String) throws(NetworkError) -> HTTPURL {
        var text = base.description
        while text.utf8.last == UInt8(ascii: "/") { text.removeLast() }
        if !root.isEmpty, !text.hasSuffix("/" + root) { text += "/" + root }
        return try HTTPURL(text + "/" + path)
    }
}
