internal import Synchronization

/// Frames the pieces of a streamed request body: chunked (RFC 9112 section 7.1), or counted against a declared length.
struct HTTPBodyFramer: Sendable {
    private let length: Int?
    private let sent: Counter
    private let send: @Sendable ([UInt8]) async throws(NetworkError) -> Void

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }

    init(length: Int?, send: @escaping @Sendable ([UInt8]) async throws(NetworkError) -> Void) {
        self.length = length
        self.send = send
        sent = Counter()
    }

    var writer: HTTPBodyWriter {
        HTTPBodyWriter { bytes throws(NetworkError) in try await write(bytes) }
    }

    /// Ends the body.
    func finish() async throws(NetworkError) {
        guard let length else { return try await send(Array("0\r\n\r\n".utf8)) }
        let count = sent.value.load(ordering: .relaxed)
        guard count == length else { throw Self.mismatch(declared: length, written: count) }
    }

    private func write(_ bytes: [UInt8]) async throws(NetworkError) {
        guard !bytes.isEmpty else { return }
        guard let length else {
            return try await send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
        }
        let count = sent.value.add(bytes.count, ordering: .relaxed).newValue
        guard count <= length else { throw Self.mismatch(declared: length, written: count) }
        try await send(bytes)
    }

    private static func mismatch(declared: Int, written: Int) -> NetworkError {
        NetworkError(
            .invalidRequest,
            "expected a body of the declared \(declared) bytes, \(written) were written; correct the length")
    }
}
