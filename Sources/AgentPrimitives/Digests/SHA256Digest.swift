/// A SHA-256 digest (FIPS 180-4): 32 bytes.
///
/// The bytes are kept in four words, so that a digest costs no allocation: an event log handles two for each event.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    // The digest as it lies in memory, eight bytes a word.
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var fourth: UInt64

    /// Thirty-two zero bytes: what stands before the first event of a chain.
    public static let zero = SHA256Digest { _ in }

    /// Digests one run of bytes.
    public init(of bytes: some Sequence<UInt8>) {
        var hasher = SHA256Hasher()
        hasher.update(bytes)
        self = hasher.finalize()
    }

    /// Takes 32 bytes as they stand; fails for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init { $0.copyBytes(from: bytes) }
    }

    /// Reads 64 hexadecimal digits; fails for anything else.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// Lets `body` write the 32 bytes, which are zero before.
    package init(_ body: (UnsafeMutableRawBufferPointer) -> Void) {
        (first, second, third, fourth) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &self, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Lends the 32 bytes, which lie in the value itself.
    package func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        Swift.withUnsafeBytes(of: self, body)
    }

    /// The 64 lower-case hexadecimal digits.
    public var description: String { withUnsafeBytes { Hexadecimal.encode($0) } }
}
