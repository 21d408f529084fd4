internal import AgentPrimitives

/// The keys of an open log at work: encrypts with the present one, decrypts with any.
struct EventCipher: Sendable {
    let currentKey: String
    private let keys: [String: AESGCMKey]

    init(currentKey: String, keys: [String: AESGCMKey]) {
        self.currentKey = currentKey
        self.keys = keys
    }

    func seal(_ plaintext: [UInt8], as context: SealedContext) throws(EventLogError) -> [UInt8] {
        try key(currentKey).seal(plaintext, authenticating: context.bytes)
    }

    /// Decrypts what stands in the file under a key's id.
    ///
    /// - Throws: `wrongKey` for an id that is not at hand; `corrupt` when the bytes are not what the key sealed there.
    func open(_ sealed: [UInt8], key id: String, as context: SealedContext) throws(EventLogError) -> [UInt8] {
        guard let plaintext = try key(id).open(sealed, authenticating: context.bytes) else {
            throw EventLogError(
                .corrupt, "\(context) was changed after the key \(id) sealed it; restore a copy of the file")
        }
        return plaintext
    }

    /// What the table `keys` holds for the key.
    func proof(of id: String) throws(EventLogError) -> [UInt8] {
        try key(id).seal([], authenticating: SealedContext.key(id).bytes)
    }

    /// Whether a key is the one that made a proof.
    func proves(_ id: String, by proof: [UInt8]) throws(EventLogError) -> Bool {
        try key(id).open(proof, authenticating: SealedContext.key(id).bytes) != nil
    }

    private func key(_ id: String) throws(EventLogError) -> AESGCMKey {
        guard let key = keys[id] else {
            throw EventLogError(
                .wrongKey,
                "this needs the key \(id), which came into the file after it was opened; open the log again")
        }
        return key
    }
}
