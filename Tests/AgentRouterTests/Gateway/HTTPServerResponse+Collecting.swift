internal import Synchronization

@testable internal import AgentNetwork

extension HTTPServerResponse {
    /// The content, streams included, as a client would get it.
    func contentBytes() async throws -> [UInt8] {
        guard case .body(let body) = content else { return [] }
        switch body.content {
        case .empty: return []
        case .bytes(let bytes): return bytes
        case .stream(_, let write):
            let received = ReceivedBytes()
            try await write(HTTPBodyWriter(send: { bytes in received.append(bytes) }, trail: { _ in }))
            return received.bytes
        }
    }
}

/// What a streamed response has sent.
private final class ReceivedBytes: Sendable {
    private let state = Mutex<[UInt8]>([])

    var bytes: [UInt8] { state.withLock { $0 } }

    func append(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }
}
