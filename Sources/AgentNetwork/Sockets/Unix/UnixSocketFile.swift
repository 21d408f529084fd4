internal import CAgentSystem

/// The file that names a listening Unix socket.
///
/// Every call blocks for as long as the file system takes.
struct UnixSocketFile: Sendable {
    /// Keeps those out who want to listen at the same path while one of them looks at the file and changes it.
    private struct Lock {
        private let path: String
        private let descriptor: Int32

        /// - Returns: nil while somebody else has it.
        init?(for path: String) throws(NetworkError) {
            self.path = path + ".lock"
            descriptor = agent_unix_lock(self.path)
            if descriptor == -EWOULDBLOCK { return nil }
            guard descriptor >= 0 else {
                throw NetworkError(
                    errno: -descriptor, doing: "lock the file \(self.path)", endpoint: .unix(path: path), phase: .listen
                )
            }
        }

        func release() {
            agent_unix_unlock(path, descriptor)
        }
    }

    private let path: String
    /// The file as it was when it was made, to tell it from one that came later.
    private let identity: agent_unix_file

    /// Binds a socket to a path and listens, after removing what a dead process has left there.
    ///
    /// The order makes it safe: the file is given its rights between bind and listen, and before it listens a socket refuses
    /// connections, whatever rights its file has. So neither the process-wide umask nor a private directory is needed.
    static func listen(
        _ descriptor: Int32, at path: UnixSocketPath, options: UnixListenerOptions
    ) throws(NetworkError) -> UnixSocketFile {
        let lock = try takeLock(path, timeout: options.startTimeout)
        defer { lock.release() }
        try makeRoom(at: path, replacesStale: options.replacesStale)
        agent_unix_narrow(descriptor, UInt32(options.mode))
        var address = path.address
        try path.demand(agent_socket_bind(descriptor, &address), "bind")
        do throws(NetworkError) {
            let file = try UnixSocketFile(path: path, mode: UInt32(options.mode))
            try path.demand(agent_socket_listen(descriptor, Int32(clamping: options.accepting.backlog)), "listen")
            return file
        } catch {
            _ = agent_unix_remove(path.text)
            throw error
        }
    }

    /// Removes the file, unless it is no longer the same one.
    func remove() {
        // Whoever has the lock is about to listen here and removes the file himself; without the lock it might be his.
        guard let lock = try? Lock(for: path) else { return }
        defer { lock.release() }
        guard let found = Self.describe(path), found == identity else { return }
        _ = agent_unix_remove(path)
    }

    /// Looks at the file that was just bound, and sets its rights where those it was made with differ.
    private init(path: UnixSocketPath, mode: UInt32) throws(NetworkError) {
        self.path = path.text
        var file = agent_unix_file()
        try path.demand(agent_unix_get_file(path.text, &file), "look at the socket's file")
        identity = file
        if file.mode != mode {
            try path.demand(agent_unix_set_mode(path.text, mode), "set the rights of the socket's file")
        }
    }

    private static func takeLock(_ path: UnixSocketPath, timeout: Duration) throws(NetworkError) -> Lock {
        let deadline = ContinuousClock.now + timeout
        while true {
            if let lock = try Lock(for: path.text) { return lock }
            guard .now < deadline else {
                throw path.taken("another program has been starting there for \(timeout); stop it")
            }
            // The system has no wait for a lock that ends; the others hold it for a few system calls.
            agent_unix_sleep(10)
        }
    }

    /// Makes sure that nothing is at the path, or refuses.
    private static func makeRoom(at path: UnixSocketPath, replacesStale: Bool) throws(NetworkError) {
        guard let found = describe(path.text) else { return }
        guard found.is_socket else {
            throw path.taken("a file that is no socket is there, or a link; move it away, or choose another path")
        }
        guard found.owner == agent_unix_user() else {
            throw path.taken("a socket of another user is there; choose another path")
        }
        var address = path.address
        switch agent_unix_probe(&address) {
        case 0: throw path.taken("another program listens there; stop it, or choose another path")
        case -ECONNREFUSED: break
        case -ENOENT: return
        case let status: try path.demand(status, "ask whether somebody listens there")
        }
        guard replacesStale else {
            throw path.taken("a socket that nobody listens on is there; remove it")
        }
        // Still the one that was asked: the probe would have followed a link.
        guard let again = describe(path.text), again == found else { throw path.taken("the file there keeps changing") }
        try path.demand(agent_unix_remove(path.text), "remove the old socket")
    }

    private static func describe(_ path: String) -> agent_unix_file? {
        var file = agent_unix_file()
        return agent_unix_get_file(path, &file) == 0 ? file : nil
    }
}

extension UnixSocketPath {
    fileprivate func demand(_ status: Int32, _ action: String) throws(NetworkError) {
        if status < 0 { throw NetworkError(errno: -status, doing: action, endpoint: endpoint, phase: .listen) }
    }

    fileprivate func taken(_ reason: String) -> NetworkError {
        NetworkError(.addressInUse, "could not listen (\(endpoint)): \(reason)", endpoint: endpoint, phase: .listen)
    }
}

extension agent_unix_file {
    /// Whether both are the same file; the time tells it from a later one that was given its number.
    fileprivate static func == (left: agent_unix_file, right: agent_unix_file) -> Bool {
        left.device == right.device && left.number == right.number
            && left.seconds == right.seconds && left.nanoseconds == right.nanoseconds
    }
}
