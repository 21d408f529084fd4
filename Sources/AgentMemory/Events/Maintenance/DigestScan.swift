internal import AgentPrimitives

/// Finds digests in text: every run of 64 lower-case hexadecimal digits that is one of those looked for.
///
/// An event can name a blob in any way its kind likes, so that a blob counts as used where its digest stands anywhere.
struct DigestScan: Sendable {
    /// Those that were not found yet.
    private(set) var missing: Set<SHA256Digest>
    /// The first eight digits of each, which rule out almost every other text.
    private let openings: Set<UInt64>

    init(_ digests: some Sequence<SHA256Digest>) {
        missing = Set(digests)
        openings = Set(
            missing.map { digest in
                Array(digest.description.utf8).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
            })
    }

    /// Takes what stands in `text` off the list.
    mutating func scan(_ text: UnsafeRawBufferPointer) {
        guard text.count >= 64 else { return }
        var run = 0
        for place in 0..<text.count {
            run = Self.isDigit(text[place]) ? run + 1 : 0
            guard run >= 64 else { continue }
            let start = place - 63
            guard openings.contains(text.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
                let digest = SHA256Digest(column: UnsafeRawBufferPointer(rebasing: text[start...place]))
            else { continue }
            missing.remove(digest)
        }
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        character &- UInt8(ascii: "0") < 10 || character &- UInt8(ascii: "a") < 6
    }
}
