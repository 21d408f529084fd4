/// The content of one request of a connection.
struct HTTPRequestContent: HTTPBodySource {
    let connection: HTTPServerConnection
    let number: Int

    func nextBodyBytes() async throws(NetworkError) -> [UInt8]? {
        try await connection.nextContent(of: number)
    }

    var trailers: HTTPHeaders { connection.trailers(of: number) }
    var phase: NetworkError.Phase { .requestBody }
}
