internal import Synchronization

/// The settings of a server's TLS connections, which can be replaced while it runs.
///
/// ```swift
/// let context = try TLSServerContext(options: TLSServerOptions(identity: identity))
/// let listener = try await TCPListener.bind(to: Endpoint(host: "0.0.0.0", port: 8443))
/// await listener.run(tls: context) { connection in
///     // …
/// }
/// ```
///
/// Any task may call.
public final class TLSServerContext: Sendable {
    private struct State {
        var generation: TLSServerGeneration
        var statistics = TLSServerStatistics()
    }

    private let state: Mutex<State>

    /// Checks the options and loads the roots; those of the system take milliseconds.
    ///
    /// - Throws: `tlsFailed` when there is no identity, OpenSSL refuses one, roots cannot be read, or an option makes no sense.
    public init(options: TLSServerOptions) throws(NetworkError) {
        state = Mutex(State(generation: try TLSServerGeneration(options: options, after: nil)))
    }

    /// What handshakes that start now use.
    public var options: TLSServerOptions { generation.options }

    /// What became of the handshakes.
    public var statistics: TLSServerStatistics { state.withLock { $0.statistics } }

    /// Replaces everything for handshakes that start from now on; connections and handshakes under way keep what they have.
    ///
    /// Clients may resume earlier sessions unless ``TLSServerOptions/clientVerification`` changes. Of several reloads at once the
    /// last one stays.
    ///
    /// - Throws: what ``init(options:)`` throws; then everything stays as it was.
    public func reload(_ options: TLSServerOptions) throws(NetworkError) {
        // Made outside the lock: handshakes start meanwhile.
        let next = try TLSServerGeneration(options: options, after: generation)
        state.withLock { state in
            state.generation = next
            state.statistics.reloads += 1
        }
    }

    /// Replaces the certificates; see ``reload(_:)``.
    public func reload(identities: [TLSIdentity]) throws(NetworkError) {
        var options = options
        options.identities = identities
        try reload(options)
    }

    var generation: TLSServerGeneration { state.withLock { $0.generation } }

    func noteHandshake(isResumed: Bool) {
        state.withLock { state in
            state.statistics.handshakes += 1
            if isResumed { state.statistics.resumptions += 1 }
        }
    }

    func noteFailure() {
        state.withLock { $0.statistics.failures += 1 }
    }
}
