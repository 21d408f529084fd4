internal import AgentMemory
internal import AgentPrimitives
internal import Synchronization
internal import Testing

/// A clock that stands still until it is told otherwise.
final class SteppedClock: TimeSource {
    private let microseconds = Mutex<Int64>(1_700_000_000_000_000)

    func now() -> Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }

    func advance(seconds: Int64) { microseconds.withLock { $0 += seconds * 1_000_000 } }
}

extension TenantStore {
    /// The memory of a tenant whose name is known to be right.
    func memory(_ name: String) throws -> TenantMemory {
        tenant(try #require(TenantID(name)))
    }
}

extension TenantMemory {
    /// Keeps a text and returns the entry's version.
    @discardableResult
    func put(
        _ text: String, at key: String, in namespace: String = "notes", tags: Set<String> = [], timeToLive: Int? = nil
    ) async throws -> Int64 {
        let write = TenantWrite(
            TenantValue(JSONValue.string(text).serialized()), timeToLive: timeToLive, tags: tags)
        guard case .stored(let summary, _) = try await put(try name(namespace), try self.key(key), write) else {
            throw NotStored()
        }
        return summary.version
    }

    func text(at key: String, in namespace: String = "notes") async throws -> String? {
        guard let entry = try await entry(try name(namespace), try self.key(key)) else { return nil }
        return try JSONValue(parsing: entry.value.bytes).stringValue
    }

    func keys(_ query: String, mode: TenantSearchMode = .hybrid) async throws -> [String] {
        try await search(TenantQuery(query, mode: mode)).map(\.summary.key.rawValue)
    }

    func name(_ namespace: String) throws -> TenantNamespace { try #require(TenantNamespace(namespace)) }

    func key(_ key: String) throws -> TenantKey { try #require(TenantKey(key)) }

    struct NotStored: Error {}
}
