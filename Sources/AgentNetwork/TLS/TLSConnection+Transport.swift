internal import Synchronization

/// A TLS connection can carry another one, as behind a proxy that is spoken to over TLS.
extension TLSConnection: TLSTransport {
    func receiveNow(into buffer: UnsafeMutableRawBufferPointer, onlyIfWorthIt: Bool) throws(NetworkError) -> Int? {
        while true {
            // Into an array first: the buffer may be the one into which the bytes below are received.
            switch try receiveNow(max: buffer.count, onlyIfWorthIt: onlyIfWorthIt) {
            case .plaintext(let bytes):
                buffer.copyBytes(from: bytes)
                return bytes.count
            case .closed: return 0
            case .again: break
            case .needsInput: return nil
            }
        }
    }

    func checkpoint() async throws(NetworkError) {
        try await transport.checkpoint()
    }

    func makeWay() async {
        await transport.makeWay()
    }

    func waitUntilReadable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        try await transport.waitUntilReadable(limit: limit, isShielded: isShielded)
    }

    func waitUntilWritable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        try await flush(limit: limit, isShielded: isShielded)
    }

    func finishWritingNow() throws(NetworkError) {
        try state.withLock { state throws(NetworkError) in
            state.engine.finish()
            // What the transport has no room for is lost: nobody waits for the good-bye.
            _ = try flushNow(&state)
        }
        try transport.finishWritingNow()
    }
}
