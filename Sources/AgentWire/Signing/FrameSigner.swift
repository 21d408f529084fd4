public import AgentPrimitives

/// Signs ATP frames and checks their signatures: HMAC-SHA256 in lower-case hexadecimal over the RFC 8785 form of the frame
/// without `sig`.
///
/// `kid` and `nonce` are part of what is signed, so neither can be swapped. A signature alone does not stop copies of a
/// frame: ``FrameAuthenticator`` adds that.
public struct FrameSigner: Sendable {
    private let keyring: FrameKeyring
    /// Makes nonces.
    private let random: any RandomSource

    /// The longest nonce in bytes, so that remembering nonces has a bound too.
    private static let longestNonce = 128

    /// Makes a signer.
    public init(keyring: FrameKeyring, random: any RandomSource = SystemRandomSource()) {
        self.keyring = keyring
        self.random = random
    }

    /// Signs a frame with the current key and a nonce of 128 random bits; a checksum that it carries is brought up to date.
    ///
    /// - Throws: `invalidFrame` for a frame that cannot be encoded or has no exact canonical form.
    public func sign(_ frame: ATPFrame) throws(WireError) -> ATPFrame {
        try sign(frame, nonce: Hexadecimal.encode([random.next(), random.next()].flatMap(\.bigEndianBytes)))
    }

    /// Signs a frame with the current key and a nonce that the caller has never used before.
    ///
    /// - Throws: As ``sign(_:)``.
    public func sign(_ frame: ATPFrame, nonce: String) throws(WireError) -> ATPFrame {
        var signed = frame
        signed.keyID = keyring.current.id
        signed.nonce = nonce
        if frame.checksum != nil { signed.checksum = try signed.computedChecksum() }
        signed.signature = Hexadecimal.encode(try Self.code(for: signed.encodedJSON(), keyring.current))
        return signed
    }

    /// Checks the signature of a document as it was received, before anything in it is believed.
    ///
    /// Works on the received members, not on a decoded ``ATPFrame``: decoding normalises, and what it changes would no
    /// longer fit the signature.
    ///
    /// - Returns: The key and nonce that the signature vouches for.
    /// - Throws: `signatureMissing`, `unknownKey`, `signatureMismatch`, or `invalidFrame` for a document that has no
    ///   exact canonical form.
    @discardableResult
    public func verify(_ document: JSONObject) throws(WireError) -> Verified {
        let signature = try Self.required("sig", of: document)
        let keyID = try Self.required("kid", of: document)
        let nonce = try Self.required("nonce", of: document)
        guard nonce.utf8.count <= Self.longestNonce else {
            throw .field(
                .invalidFrame, path: "/nonce", expected: "at most \(Self.longestNonce) bytes",
                found: "\(nonce.utf8.count)")
        }
        // Errors quote a part of the name only: it is the peer's, and may be as long as a frame.
        let quotedID = String(keyID.prefix(80))
        guard let key = keyring.key(keyID) else {
            throw WireError(
                .unknownKey, "expected a key that this side holds, found \(quotedID); share or rotate keys",
                context: .key(quotedID))
        }
        let expected = try Self.code(for: document, key)
        guard let found = Hexadecimal.decode(signature), HMACSHA256.areEqual(expected, found) else {
            // The message names no expected value: whoever forges a frame must not learn it from a log.
            throw WireError(
                .signatureMismatch,
                "expected a signature by key \(quotedID) over this frame, found another; "
                    + "the frame was changed or the keys differ",
                context: .key(quotedID))
        }
        return Verified(keyID: keyID, nonce: nonce)
    }

    private static func code(for document: JSONObject, _ key: FrameKey) throws(WireError) -> [UInt8] {
        HMACSHA256.code(
            for: try ATPCanonicalForm.bytes(of: document, without: ["sig"]), key: Array(key.secret.reveal().utf8))
    }

    private static func required(_ name: String, of document: JSONObject) throws(WireError) -> String {
        guard let text = document[name]?.stringValue, !text.isEmpty else {
            throw WireError(
                .signatureMissing, "expected a signed frame, found no \(name); sign it",
                context: .field(path: "/\(name)", expected: "a text", found: "nothing"))
        }
        return text
    }
}

extension FrameSigner {
    /// What a valid signature vouches for.
    public struct Verified: Hashable, Sendable {
        /// The key that signed.
        public let keyID: String
        /// The frame's nonce, not yet checked for repetition.
        public let nonce: String
    }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian) { Array($0) }
    }
}
