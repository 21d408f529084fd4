/// Where the content of an incoming message comes from.
protocol HTTPBodySource: Sendable {
    /// The next bytes, at least one, transfer coding removed; nil at the end.
    func nextBodyBytes() async throws(NetworkError) -> [UInt8]?
    /// The fields after a chunked body; empty before its end.
    var trailers: HTTPHeaders { get }
    /// What an error about the content belongs to: a request, or a response.
    var phase: NetworkError.Phase { get }
}
