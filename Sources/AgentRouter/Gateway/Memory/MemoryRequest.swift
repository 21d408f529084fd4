internal import AgentMemory
internal import AgentNetwork

/// A request to the memory after ``TenantGate`` has let it pass: its tenant may be acted for.
struct MemoryRequest {
    let http: HTTPServerRequest
    /// The tenant's memory, and nobody else's.
    let memory: TenantMemory
    let session: String?
    let consistency: ConsistencyLevel

    /// What `/v1/memory/` has itself at a place where a namespace could stand.
    private static let reservedNamespaces: Set<String> = ["audit", "export"]

    /// The namespace of the path.
    func namespace() throws(GatewayRefusal) -> TenantNamespace {
        try Self.namespace(http.parameters["namespace"] ?? "")
    }

    static func namespace(_ text: String) throws(GatewayRefusal) -> TenantNamespace {
        guard let namespace = TenantNamespace(text) else {
            throw GatewayRefusal(
                .badRequest, "invalid_namespace", "expected a namespace of 1 to 100 characters out of A-Z a-z 0-9 _ -")
        }
        guard !reservedNamespaces.contains(text) else {
            throw GatewayRefusal(
                .badRequest, "reserved_namespace",
                "expected a namespace other than \(reservedNamespaces.sorted().joined(separator: " and ")), which are paths of "
                    + "this API; choose another")
        }
        return namespace
    }

    /// The key of the path.
    func key() throws(GatewayRefusal) -> TenantKey {
        guard let key = TenantKey(http.parameters["key"] ?? "") else {
            throw GatewayRefusal(
                .badRequest, "invalid_key",
                "expected a key of 1 to 200 characters out of A-Z a-z 0-9 _ . -, other than . and ..")
        }
        return key
    }

    /// A whole number of the query.
    func number(_ name: String, _ bounds: ClosedRange<Int>, default standIn: Int) throws(GatewayRefusal) -> Int {
        guard let text = http.query(named: name) else { return standIn }
        guard let number = Int(text), bounds.contains(number) else {
            throw GatewayRefusal(
                .badRequest, "invalid_parameter",
                "expected '\(name)' to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    /// The fields that every answer carries.
    var answerHeaders: HTTPHeaders {
        ["x-consistency-level": consistency.rawValue, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"]
    }

    /// The answer with a JSON document.
    func answer(_ document: [UInt8], status: HTTPStatus = .ok, headers: HTTPHeaders = HTTPHeaders())
        -> HTTPServerResponse
    {
        var response = HTTPServerResponse.json(document, status: status)
        for field in answerHeaders { response.headers.set(field.name, to: field.value) }
        for field in headers { response.headers.set(field.name, to: field.value) }
        return response
    }
}
