internal import Synchronization

extension HTTPIncomingBody {
    /// Content that is there already, for instance for the test of a handler.
    public init(_ bytes: [UInt8]) {
        self.init(source: bytes.isEmpty ? nil : HeldBody(bytes))
    }

    /// Content in memory, handed out once.
    private final class HeldBody: HTTPBodySource {
        private let bytes: Mutex<[UInt8]?>

        init(_ bytes: [UInt8]) {
            self.bytes = Mutex(bytes)
        }

        func nextBodyBytes() async throws(NetworkError) -> [UInt8]? {
            bytes.withLock { bytes in
                defer { bytes = nil }
                return bytes
            }
        }

        var trailers: HTTPHeaders { HTTPHeaders() }
        var phase: NetworkError.Phase { .requestBody }
    }
}
