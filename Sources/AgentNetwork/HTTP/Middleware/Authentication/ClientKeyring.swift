internal import AgentPrimitives

/// Finds the client that a key belongs to.
///
/// The time it takes says nothing about the keys: what is compared are digests, over their whole length and with every key.
struct ClientKeyring: Sendable {
    private struct Entry {
        let client: String
        let digest: SIMD4<UInt64>
    }

    private let entries: [Entry]

    /// - Parameter keys: Empty ones are left out.
    init(_ keys: [HTTPClientKey]) {
        entries = keys.filter { !$0.key.reveal().isEmpty }.map { key in
            Entry(client: key.client, digest: Self.digest(of: key.key.reveal().utf8))
        }
    }

    /// The client of a key; nil for one that nobody has.
    func client(presenting key: some Sequence<UInt8>) -> String? {
        let digest = Self.digest(of: key)
        var found: Int?
        for index in entries.indices {
            let difference = entries[index].digest ^ digest
            // One test of all bits and no early end.
            if difference[0] | difference[1] | difference[2] | difference[3] == 0 { found = index }
        }
        return found.map { entries[$0].client }
    }

    private static func digest(of key: some Sequence<UInt8>) -> SIMD4<UInt64> {
        SHA256Digest(of: key).bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }
}
