extension ATPFrame {
    /// The SHA-256 of the frame's canonical form without `checksum` and `sig`, in lower-case hexadecimal.
    ///
    /// Compute it again after every change, such as a lower `ttl`; and before signing, since a signature covers it.
    ///
    /// - Throws: `invalidFrame` for a frame that cannot be encoded or has no exact canonical form.
    public func computedChecksum() throws(WireError) -> String {
        try ATPCanonicalForm.checksum(of: encodedJSON())
    }

    /// Compares the checksum that the frame carries, if it carries one.
    ///
    /// For a frame that came from a peer let ``ATPCodec`` do this: it looks at the document as it was received.
    ///
    /// - Throws: `checksumMismatch`.
    public func verifyChecksum() throws(WireError) {
        try ATPCanonicalForm.verifyChecksum(of: encodedJSON())
    }
}
