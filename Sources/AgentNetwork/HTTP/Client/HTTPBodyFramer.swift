internal import Synchronization

/// Frames the pieces of a streamed body: chunked (RFC 9112 section 7.1), counted against a declared length, or as they are.
struct HTTPBodyFramer: Sendable {
    private let length: Int?
    private let isChunked: Bool
    private let sent: Counter
    private let send: @Sendable ([UInt8]) async throws(NetworkError) -> Void

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }

    /// - Parameter isChunked: False for content without a declared length that the end of the connection ends.
    init(
        length: Int?,
        isChunked: Bool = true,
        send: @escaping @Sendable ([UInt8]) async throws(NetworkError) -> Void
    ) {
        self.length = length
        self.isChunked = isChunked && length == nil
        self.send = send
        sent = Counter()
    }

    var writer: HTTPBodyWriter {
        HTTPBodyWriter { bytes throws(NetworkError) in try await write(bytes) }
    }

    /// Ends the body.
    func finish() async throws(NetworkError) {
        if isChunked { return try await send(Array("0\r\n\r\n".utf8)) }
        guard let length else { return }
        let count = sent.value.load(ordering: .relaxed)
        guard count == length else { throw Self.mismatch(declared: length, written: count) }
    }

    private func write(_ bytes: [UInt8]) async throws(NetworkError) {
        guard !bytes.isEmpty else { return }
        if isChunked { return try await send(Self.chunk(bytes)) }
        guard let length else { return try await send(bytes) }
        let count = sent.value.add(bytes.count, ordering: .relaxed).newValue
        guard count <= length else { throw Self.mismatch(declared: length, written: count) }
        try await send(bytes)
    }

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        var chunk: [UInt8] = []
        chunk.reserveCapacity(bytes.count + 20)
        chunk.append(contentsOf: String(bytes.count, radix: 16).utf8)
        chunk.append(ASCII.carriageReturn)
        chunk.append(ASCII.lineFeed)
        chunk.append(contentsOf: bytes)
        chunk.append(ASCII.carriageReturn)
        chunk.append(ASCII.lineFeed)
        return chunk
    }

    private static func mismatch(declared: Int, written: Int) -> NetworkError {
        NetworkError(
            .invalidRequest,
            "expected a body of the declared \(declared) bytes, \(written) were written; correct the length")
    }
}
