internal import AgentMemory
internal import AgentPrimitives

/// Keys by name, as a secret source.
struct KeyRing: SecretSource {
    var secrets: [String: Secret]

    /// Keys of 32 equal bytes.
    init(_ bytes: [String: UInt8]) {
        secrets = bytes.mapValues { Secret(Hexadecimal.encode([UInt8](repeating: $0, count: 32))) }
    }

    func secret(named name: String) async throws -> Secret? { secrets[name] }
}

extension EventLogEncryption {
    /// Encryption with keys of 32 equal bytes.
    static func keys(_ bytes: [String: UInt8], current: String) -> EventLogEncryption {
        EventLogEncryption(currentKey: current, keys: KeyRing(bytes))
    }
}

/// A clock that stands where a test puts it.
final class FixedTime: TimeSource {
    private let instant: Timestamp

    init(seconds: Int64) {
        instant = Timestamp(microseconds: seconds * 1_000_000)
    }

    func now() -> Timestamp { instant }
}
