/// JSON compares strings by code unit; Swift's `==` and hash also equate canonically equivalent text, which would merge
/// keys that a peer, a signature or a hash chain holds apart.
extension String {
    /// Calls `body` with the UTF-8 bytes; only a string bridged from elsewhere is copied first.
    func withExactUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }

    func hasSameUTF8(as other: String) -> Bool {
        utf8.count == other.utf8.count && withExactUTF8 { other.hasUTF8($0) }
    }

    func hasUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        utf8.count == bytes.count && withExactUTF8 { $0.elementsEqual(bytes) }
    }

    func hashUTF8(into hasher: inout Hasher) {
        withExactUTF8 { bytes in
            hasher.combine(bytes.count)
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
    }
}
