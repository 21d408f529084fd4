public import AgentPrimitives

/// Asks an event log to keep payloads, blobs and snapshots encrypted (AES-256-GCM).
///
/// A key is a secret of 64 hexadecimal digits, 32 random bytes; its name in the secret source is its id, which stands in the
/// file. What is in the file under an older key stays readable as long as the source has that key, and
/// ``SQLiteEventLog/rotateKeys(options:progress:)`` brings all of it under the present one.
///
/// Sessions, kinds, times, sizes and hashes are not encrypted. The chain is over the plaintext, so that it stays the same when
/// keys change; whoever has the file can therefore confirm a guess of a whole payload, but not read one.
///
/// ```swift
/// let encryption = EventLogEncryption(currentKey: "log-2026", keys: secrets)
/// let log = try await SQLiteEventLog.open(at: path, encryption: encryption)
/// ```
public struct EventLogEncryption: Sendable {
    /// The id of the key that new payloads are encrypted with.
    public var currentKey: String
    /// Where the present key and all older ones come from.
    public var keys: any SecretSource

    /// States the keys of a log.
    ///
    /// - Parameters:
    ///   - currentKey: The id of the key that new payloads are encrypted with.
    ///   - keys: Where the present key and all older ones come from.
    public init(currentKey: String, keys: any SecretSource) {
        self.currentKey = currentKey
        self.keys = keys
    }
}

extension EventLogEncryption {
    /// Reads one key.
    ///
    /// - Throws: `wrongKey` when the source fails, has no such secret, or one of another form.
    func key(_ id: String) async throws(EventLogError) -> AESGCMKey {
        let secret: Secret?
        do {
            secret = try await keys.secret(named: id)
        } catch {
            throw EventLogError(
                .wrongKey, "the key \(id) could not be read from its source; check the source", underlying: error)
        }
        guard let secret else {
            throw EventLogError(
                .wrongKey, "expected a secret named \(id), the log's key; found none; add it to the secret source")
        }
        guard let bytes = Hexadecimal.decode(secret.reveal()), let key = AESGCMKey(bytes: bytes) else {
            throw EventLogError(
                .wrongKey, "expected the key \(id) to be 64 hexadecimal digits (32 bytes), found another form")
        }
        return key
    }
}
