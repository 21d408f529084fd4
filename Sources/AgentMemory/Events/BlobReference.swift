internal import AgentPrimitives

/// What stands in the payload column of an event whose payload is kept as a blob.
struct BlobReference {
    /// The canonical JSON object with the keys `$blob` and `bytes`.
    let text: [UInt8]

    /// How every reference begins.
    static let opening = Array(#"{"$blob":"#.utf8)

    init(_ digest: SHA256Digest, count: Int) {
        text = Array(#"{"$blob":"\#(digest)","bytes":\#(count)}"#.utf8)
    }
}
