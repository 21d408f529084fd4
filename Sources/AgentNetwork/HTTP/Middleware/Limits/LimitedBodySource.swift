internal import Synchronization

/// Content that fails once more of it has come than is allowed.
final class LimitedBodySource: HTTPBodySource {
    private let source: any HTTPBodySource
    private let maxBytes: Int
    /// Bytes so far.
    private let count = Atomic(0)

    init(_ source: any HTTPBodySource, maxBytes: Int) {
        self.source = source
        self.maxBytes = maxBytes
    }

    func nextBodyBytes() async throws(NetworkError) -> [UInt8]? {
        // Nothing more is read for one who asks again.
        try check()
        guard let bytes = try await source.nextBodyBytes() else { return nil }
        count.add(bytes.count, ordering: .relaxed)
        try check()
        return bytes
    }

    var trailers: HTTPHeaders { source.trailers }
    var phase: NetworkError.Phase { source.phase }

    private func check() throws(NetworkError) {
        guard count.load(ordering: .relaxed) <= maxBytes else {
            throw NetworkError(.limitExceeded, Self.message(maxBytes), phase: .requestBody)
        }
    }

    static func message(_ maxBytes: Int) -> String {
        "expected content of at most \(maxBytes) bytes, found more"
    }
}

extension HTTPIncomingBody {
    /// The same content, which fails at a limit.
    func limited(to maxBytes: Int) -> HTTPIncomingBody {
        HTTPIncomingBody(source: source.map { LimitedBodySource($0, maxBytes: maxBytes) })
    }
}
