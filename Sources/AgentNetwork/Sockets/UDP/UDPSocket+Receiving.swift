extension UDPSocket {
    /// Waits for datagrams and takes those that are there, oldest first.
    ///
    /// - Parameters:
    ///   - maxDatagrams: The most to take; never more than 32 come at once.
    ///   - timeout: The longest wait; nil waits for ever.
    /// - Returns: At least one.
    /// - Throws: `timedOut` (phase `read`), `cancelled`, and on a connected socket `connectionRefused` and `unreachable` for
    ///   datagrams sent before, all of which leave it open; `connectionClosed`, `shutDown`.
    public func receive(
        maxDatagrams: Int = 32, timeout: Duration? = nil
    ) async throws(NetworkError) -> [Datagram] {
        let limit = timeout.map { TimeLimit.total($0, .read) }
        while true {
            try await checkpoint()
            if let datagrams = try receiveNow(maxDatagrams: maxDatagrams) { return datagrams }
            do throws(NetworkError) {
                try await readers.wait(limit: limit)
            } catch {
                throw note(error, during: .read)
            }
        }
    }

    /// Takes the datagrams that are there; nil when there are none.
    package func receiveNow(maxDatagrams: Int = 32) throws(NetworkError) -> [Datagram]? {
        precondition(maxDatagrams > 0, "expected to receive at least one datagram")
        let count = min(maxDatagrams, DatagramArea.capacity)
        let maxBytes = options.maxDatagramBytes
        do throws(NetworkError) {
            let batch = try socket.attempt(.read, doing: "receive datagrams", onlyIfWorthIt: true) { descriptor in
                DatagramArea.receive(descriptor, count: count, maxBytes: maxBytes)
            }
            guard let batch else { return nil }
            self.count { counts in
                counts.received += batch.count
                for datagram in batch where datagram.isTruncated { counts.truncated += 1 }
            }
            return batch
        } catch {
            throw note(error, during: .read)
        }
    }

    /// Calls `action` once when there may be datagrams or the socket is closed; false, and no call, when there are now.
    package func whenReadable(
        _ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void
    ) throws(NetworkError) -> Bool {
        try socket.whenReady(.read, limit: nil, action)
    }

    /// Lets other tasks run when this one has not waited for long.
    package func makeWay() async {
        await socket.makeWay()
    }
}
