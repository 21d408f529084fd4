internal import CAgentSystem
internal import COpenSSL
internal import Foundation

@testable internal import AgentNetwork

/// A TLS client on OpenSSL's own blocking sockets, so that nothing of the tested code is on both ends.
enum TLSTestClient {
    struct Settings: Sendable {
        /// What SNI asks for.
        var name: String?
        /// What ALPN offers.
        var protocols: [String] = []
        var version: Int32?
        var identity: TestCertificate?
        /// Cipher list for TLS 1.2.
        var ciphers: String?
        /// A session of an earlier connection.
        var session: TLSSession?
    }

    /// Connects, agrees on TLS and runs `body` on a thread of its own; nil when the handshake fails.
    static func run<Value: Sendable>(
        _ endpoint: Endpoint,
        _ settings: Settings = Settings(),
        _ body: @escaping @Sendable (TLSTestClientPeer) -> Value
    ) async -> Value? {
        await onThread {
            guard let client = TLSTestClientPeer(settings, endpoint: endpoint) else { return nil }
            let value = body(client)
            client.free()
            return value
        }
    }

    /// Runs blocking calls where they hold nobody up, and without SIGPIPE.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                // OpenSSL writes without MSG_NOSIGNAL; the signal goes to the writing thread and is held back here.
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGPIPE)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                continuation.resume(returning: body())
            }
        }
    }

    /// A blocking connection without TLS; negative when refused.
    static func open(_ endpoint: Endpoint) -> Int32 {
        var raw = agent_address()
        guard agent_address_parse(endpoint.host, endpoint.port, &raw) else { return -1 }
        #if canImport(Glibc)
        let type = Int32(SOCK_STREAM.rawValue)
        #else
        let type = SOCK_STREAM
        #endif
        let descriptor = socket(agent_address_family(&raw), type, 0)
        let status = withUnsafePointer(to: raw.storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, raw.length) }
        }
        guard status == 0 else {
            agent_close(descriptor)
            return -1
        }
        return descriptor
    }
}
