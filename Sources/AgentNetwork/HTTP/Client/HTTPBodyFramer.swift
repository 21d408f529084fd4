internal import Synchronization

/// Frames the pieces of a streamed body: chunked (RFC 9112 section 7.1), counted against a declared length, or as they are.
struct HTTPBodyFramer: Sendable {
    private let length: Int?
    private let isChunked: Bool
    private let progress: Progress
    private let send: @Sendable ([UInt8]) async throws(NetworkError) -> Void

    private final class Progress: Sendable {
        let sent = Atomic<Int>(0)
        /// A writer that is kept beyond its time must not write into the next message on the connection.
        let isOver = Atomic<Bool>(false)
        /// The field lines after the last chunk.
        let trailers = Mutex<[UInt8]>([])
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
        progress = Progress()
    }

    var writer: HTTPBodyWriter {
        HTTPBodyWriter { bytes throws(NetworkError) in
            try await write(bytes)
        } trail: { trailers throws(NetworkError) in
            try setTrailers(trailers)
        }
    }

    /// Ends the body.
    func finish() async throws(NetworkError) {
        progress.isOver.store(true, ordering: .releasing)
        if isChunked {
            return try await send(Array("0\r\n".utf8) + progress.trailers.withLock { $0 } + Array("\r\n".utf8))
        }
        guard let length else { return }
        let count = progress.sent.load(ordering: .relaxed)
        guard count == length else { throw Self.mismatch(declared: length, written: count) }
    }

    private func write(_ bytes: [UInt8]) async throws(NetworkError) {
        guard !bytes.isEmpty else { return }
        guard !progress.isOver.load(ordering: .acquiring) else {
            throw NetworkError(.invalidUse, "a body is written before its closure returns, not later")
        }
        if isChunked { return try await send(Self.chunk(bytes)) }
        guard let length else { return try await send(bytes) }
        let count = progress.sent.add(bytes.count, ordering: .relaxed).newValue
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

    private func setTrailers(_ trailers: HTTPHeaders) throws(NetworkError) {
        guard length == nil else {
            throw NetworkError(
                .invalidRequest, "expected no trailers after a body of a declared length; leave the length out")
        }
        let lines = try HTTPTrailerEncoder.encode(trailers)
        progress.trailers.withLock { $0 = lines }
    }

    private static func mismatch(declared: Int, written: Int) -> NetworkError {
        NetworkError(
            .invalidRequest,
            "expected a body of the declared \(declared) bytes, \(written) were written; correct the length")
    }
}
