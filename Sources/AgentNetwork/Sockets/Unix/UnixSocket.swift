internal import CAgentSystem

/// Connections between processes of one machine, named by files.
///
/// A path may be relative. On Linux a name that starts with `@` or a null character is abstract: it needs no file, ends with
/// its listener, and has no rights of its own, so that any process of the same network namespace may connect; check
/// ``UnixConnection/peer``.
///
/// ```swift
/// let listener = try await UnixSocket.listen(path: "/run/user/1000/echo.sock")
/// await listener.run { connection in
///     while let bytes = try? await connection.read() { try? await connection.write(bytes) }
/// }
/// ```
public enum UnixSocket: Sendable {
    /// File system calls block, and some file systems for long; they have threads of their own.
    static let workers = BlockingWorkers(name: "unix-socket", maxThreads: 4, maxPending: 256)

    /// Starts to listen; connections wait until ``UnixListener/run(_:)`` accepts them.
    ///
    /// A file `path.lock` beside the socket exists while this runs: of two programs that start at once, one gets the path.
    ///
    /// - Parameters:
    ///   - path: The file to make, or an abstract name; at most 107 bytes on Linux and 103 on macOS. Its folder must exist.
    ///   - options: The file's rights, what to do with a socket that was left behind, and limits on accepting.
    ///   - connections: Limits of the accepted connections.
    ///   - group: Whose loops serve the connections; by default ``EventLoopGroup/shared``.
    /// - Throws: `addressInUse` when somebody listens there or something else is in the way, `limitExceeded` when the path is
    ///   too long, `invalidUse`, `cancelled`, `system`.
    public static func listen(
        path: String,
        options: UnixListenerOptions = UnixListenerOptions(),
        connections: UnixOptions = UnixOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UnixListener {
        let path = try UnixSocketPath(path)
        let group = try EventLoopGroup.resolve(group)
        let loop = group.next()
        let bound: UnixBinding
        do throws(NetworkError) {
            bound = try await bind(to: path, options: options, loop: loop)
        } catch {
            throw error.at(path.endpoint, during: .listen)
        }
        do throws(NetworkError) {
            let socket = try Socket(owning: bound.descriptor, endpoint: path.endpoint, loop: loop)
            let sockets = SocketListener(sockets: [socket], dealsOut: true, group: group, options: options.accepting)
            return UnixListener(path: path.text, file: bound.file, sockets: sockets, connections: connections)
        } catch {
            bound.file?.remove()
            throw error
        }
    }

    /// Opens a connection.
    ///
    /// - Parameters:
    ///   - path: The listener's file or abstract name.
    ///   - options: Limits on connecting and on later calls.
    ///   - group: Whose loop wakes the connection's tasks; by default ``EventLoopGroup/shared``.
    /// - Returns: A connection to be closed with ``UnixConnection/close()``.
    /// - Throws: `connectionRefused` when nobody listens there, `timedOut` (phase `connect`), `limitExceeded` when the path is
    ///   too long, `invalidUse`, `cancelled`, `system`.
    public static func connect(
        path: String,
        options: UnixOptions = UnixOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UnixConnection {
        let path = try UnixSocketPath(path)
        let loop = try EventLoopGroup.resolve(group).next()
        let limit = TimeLimit.total(options.connectTimeout, .connect)
        return try UnixConnection(socket: try await connect(path, loop: loop, limit: limit), options: options)
    }

    /// Opens a connection, hands it to `body` and closes it afterwards.
    ///
    /// - Returns: What `body` returns.
    /// - Throws: what ``connect(path:options:group:)`` throws, and what `body` throws.
    public static func withConnection<Value>(
        path: String,
        options: UnixOptions = UnixOptions(),
        group: EventLoopGroup? = nil,
        _ body: (UnixConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(path: path, options: options, group: group)
        defer { connection.close() }
        return try await body(connection)
    }
}

extension UnixSocket {
    private static func bind(
        to path: UnixSocketPath, options: UnixListenerOptions, loop: EventLoop
    ) async throws(NetworkError) -> UnixBinding {
        let answer = OneShot<UnixBinding>()
        try workers.submit {
            let result = Result { () throws(NetworkError) in try UnixBinding(to: path, options: options) }
            // A caller that has given up meanwhile leaves nothing behind.
            if !answer.resolve(result), case .success(let bound) = result { bound.discard() }
        }
        return try await answer.value(on: loop, limit: nil)
    }

    private static func connect(
        _ path: UnixSocketPath, loop: EventLoop, limit: TimeLimit
    ) async throws(NetworkError) -> Socket {
        var address = path.address
        var pause = Duration.milliseconds(1)
        while true {
            let descriptor = agent_socket_open_stream(AF_UNIX)
            guard descriptor >= 0 else {
                throw NetworkError(
                    errno: -descriptor, doing: "open a socket", endpoint: path.endpoint, phase: .connect)
            }
            let status = agent_socket_connect(descriptor, &address)
            if status == 0 { return try Socket(owning: descriptor, endpoint: path.endpoint, loop: loop) }
            agent_close(descriptor)
            guard status == -EAGAIN || status == -EINPROGRESS else {
                // A path without a file is as good as a port without a listener.
                let errno = status == -ENOENT ? ECONNREFUSED : -status
                throw NetworkError(errno: errno, doing: "connect", endpoint: path.endpoint, phase: .connect)
            }
            // The listener's queue is full. No event tells when that ends, so this is one of the few waits by the clock.
            guard MonotonicTime.now + pause < limit.deadline() else { throw limit.error(path.endpoint) }
            await loop.pause(for: pause)
            if Task.isCancelled { throw .cancelled.at(path.endpoint, during: .connect) }
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
