internal import CAgentSystem

/// A listening Unix socket that has no owner yet.
struct UnixBinding: Sendable {
    let descriptor: Int32
    /// nil for an abstract name.
    let file: UnixSocketFile?

    /// Opens a socket, binds it and listens; blocks.
    init(to path: UnixSocketPath, options: UnixListenerOptions) throws(NetworkError) {
        descriptor = agent_socket_open_stream(AF_UNIX)
        guard descriptor >= 0 else { throw NetworkError(errno: -descriptor, doing: "open a listening socket") }
        do throws(NetworkError) {
            if path.isAbstract {
                file = nil
                try Self.listen(descriptor, at: path, backlog: options.accepting.backlog)
            } else {
                file = try UnixSocketFile.listen(descriptor, at: path, options: options)
            }
        } catch {
            agent_close(descriptor)
            throw error
        }
    }

    /// Takes everything back.
    func discard() {
        file?.remove()
        agent_close(descriptor)
    }

    /// Listens at an abstract name.
    private static func listen(_ descriptor: Int32, at path: UnixSocketPath, backlog: Int) throws(NetworkError) {
        var address = path.address
        var status = agent_socket_bind(descriptor, &address)
        if status == 0 { status = agent_socket_listen(descriptor, Int32(clamping: backlog)) }
        if status < 0 { throw NetworkError(errno: -status, doing: "listen") }
    }
}
