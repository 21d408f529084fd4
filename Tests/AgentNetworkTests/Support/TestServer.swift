internal import AgentNetwork
internal import CAgentSystem
internal import Foundation
internal import Synchronization

/// A server on raw sockets; each connection is served on its own thread by a closure that may misbehave as it likes.
final class TestServer: Sendable {
    enum Address: String { case v4 = "127.0.0.1", v6 = "::1" }

    let port: UInt16
    let host: String
    private let listener: Int32
    private let accepted = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)

    /// - Parameter serve: Gets the connection and its number, from 0; the connection is closed when it returns.
    init(_ address: Address = .v4, serve: @escaping @Sendable (TestPeer, Int) -> Void) throws {
        host = address.rawValue
        listener = try Self.listen(address)
        var bound = agent_address()
        _ = agent_socket_local_address(listener, &bound)
        port = agent_address_port(&bound)
        let listener = listener
        Thread.detachNewThread { self.acceptConnections(listener, serve) }
    }

    var endpoint: Endpoint { Endpoint(host: host, port: port) }
    var acceptedCount: Int { accepted.load(ordering: .relaxed) }

    func url(_ target: String = "/", scheme: String = "http") throws -> HTTPURL {
        try HTTPURL("\(scheme)://\(endpoint)\(target)")
    }

    /// Ends the listener; connections go on.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        // The accepting thread closes the listener itself, once this wakes it: closed from here, its number could belong to
        // another test's listener by the time that thread accepts again.
        var address = agent_address()
        guard agent_address_parse(host, port, &address) else { return }
        let descriptor = agent_socket_open_stream(agent_address_family(&address))
        _ = agent_socket_connect(descriptor, &address)
        agent_close(descriptor)
    }

    /// A port on which nothing listens.
    static func unusedPort(_ address: Address = .v4) throws -> UInt16 {
        let listener = try listen(address)
        defer { agent_close(listener) }
        var bound = agent_address()
        _ = agent_socket_local_address(listener, &bound)
        return agent_address_port(&bound)
    }

    private func acceptConnections(_ listener: Int32, _ serve: @escaping @Sendable (TestPeer, Int) -> Void) {
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 || isStopped.load(ordering: .acquiring) {
                agent_close(descriptor)
                agent_close(listener)
                return
            }
            let number = accepted.add(1, ordering: .relaxed).oldValue
            Thread.detachNewThread {
                serve(TestPeer(descriptor: descriptor), number)
                agent_close(descriptor)
            }
        }
    }

    static func listen(_ address: Address, port: UInt16 = 0, backlog: Int32 = 512) throws -> Int32 {
        var raw = agent_address()
        guard agent_address_parse(address.rawValue, port, &raw) else { throw POSIXError(.EINVAL) }
        #if canImport(Glibc)
        let type = Int32(SOCK_STREAM.rawValue)
        #else
        let type = SOCK_STREAM
        #endif
        let listener = socket(agent_address_family(&raw), type, 0)
        let status = withUnsafePointer(to: raw.storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, raw.length) }
        }
        guard listener >= 0, status == 0, Foundation.listen(listener, backlog) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return listener
    }
}
