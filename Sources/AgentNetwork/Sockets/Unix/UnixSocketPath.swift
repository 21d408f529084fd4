internal import CAgentSystem

/// A checked path of a Unix socket.
struct UnixSocketPath: Sendable {
    /// As it was given.
    let text: String
    /// As the system wants it: a file's path, or a null byte and an abstract name.
    private let bytes: [UInt8]

    /// - Parameter text: A file's path; on Linux also an abstract name, led by `@` or a null character.
    init(_ text: String) throws(NetworkError) {
        self.text = text
        var bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        self.bytes = bytes
        try check()
    }

    /// Not a file, but a name that the system forgets with the socket.
    var isAbstract: Bool { bytes.first == 0 }

    var endpoint: Endpoint { .unix(path: text) }

    var address: agent_address {
        var address = agent_address()
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            agent_unix_address(start.assumingMemoryBound(to: CChar.self), buffer.count, &address)
        }
        return address
    }

    private func check() throws(NetworkError) {
        let maximum = agent_unix_max_path()
        guard bytes.count <= maximum else {
            throw refusal(
                .limitExceeded, "expected a path of at most \(maximum) bytes, found \(bytes.count); use a shorter one")
        }
        guard bytes.count > (isAbstract ? 1 : 0) else {
            throw refusal(.invalidUse, "expected the path of a Unix socket, found none")
        }
        guard !isAbstract || agent_unix_has_abstract_names() else {
            throw refusal(
                .invalidUse, "expected a file's path, found an abstract name; only Linux has those (./@name is a file)")
        }
        guard !bytes.dropFirst().contains(0) else {
            throw refusal(.invalidUse, "expected a path without null characters, found one that has some")
        }
    }

    private func refusal(_ code: NetworkError.Code, _ message: String) -> NetworkError {
        NetworkError(code, message, endpoint: endpoint)
    }
}
