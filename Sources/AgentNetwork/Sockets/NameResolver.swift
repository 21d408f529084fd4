internal import CAgentSystem

/// Turns host names into addresses with the system's resolver.
///
/// `getaddrinfo` blocks and cannot be interrupted, so it runs on threads of its own. A caller that is cancelled or runs out
/// of time leaves at once; the thread ends when the system answers.
struct NameResolver: Sendable {
    static let shared = NameResolver(workers: BlockingWorkers(name: "resolver", maxThreads: 4, maxPending: 256))

    /// More addresses of one name than this are not tried.
    private static let maxAddresses = 16

    private let workers: BlockingWorkers

    init(workers: BlockingWorkers) {
        self.workers = workers
    }

    func resolve(
        _ endpoint: Endpoint,
        loop: EventLoop,
        limit: TimeLimit
    ) async throws(NetworkError) -> [SocketAddress] {
        if let address = SocketAddress(endpoint.host, port: endpoint.port) { return [address] }
        let answer = OneShot<[SocketAddress]>()
        try workers.submit { answer.resolve(Self.lookUp(endpoint)) }
        do throws(NetworkError) {
            return try await answer.value(on: loop, limit: limit)
        } catch {
            throw error.at(endpoint, during: .resolve)
        }
    }

    private static func lookUp(_ endpoint: Endpoint) -> Result<[SocketAddress], NetworkError> {
        withUnsafeTemporaryAllocation(of: agent_address.self, capacity: maxAddresses) { buffer in
            guard let start = buffer.baseAddress else { return .success([]) }
            var message: UnsafePointer<CChar>?
            let count = agent_resolve(endpoint.host, endpoint.port, start, Int32(buffer.count), &message)
            guard count > 0 else {
                return .failure(
                    NetworkError(
                        .resolveFailed,
                        "could not find an address for '\(endpoint.host)'; check the name and the DNS settings",
                        endpoint: endpoint,
                        phase: .resolve,
                        underlying: message.map { .resolver(String(cString: $0)) }
                    ))
            }
            return .success(buffer.prefix(Int(count)).map(SocketAddress.init(raw:)))
        }
    }
}
