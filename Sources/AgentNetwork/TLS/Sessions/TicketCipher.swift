internal import COpenSSL

/// One ticket that OpenSSL asks to be sealed or opened: AES-256-CBC, then HMAC-SHA-256 (RFC 5077 section 4).
struct TicketCipher {
    let name: UnsafeMutablePointer<UInt8>
    let vector: UnsafeMutablePointer<UInt8>
    let cipher: OpaquePointer
    let mac: OpaquePointer

    /// Answers OpenSSL: 1 for ready, 0 for no ticket, negative for an error.
    func seal(with generation: TLSServerGeneration) -> Int32 {
        // Without random bytes there is no ticket, and the handshake goes on.
        let size = Int32(TicketKey.vectorSize)
        guard let key = generation.tickets.keyForSealing(lifetime: generation.options.ticketKeyLifetime),
            RAND_bytes(vector, size) == 1
        else { return 0 }
        name.update(from: key.name, count: key.name.count)
        guard EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipherKey, vector) == 1 else { return -1 }
        return prepareMAC(key) ? 1 : -1
    }

    /// Answers OpenSSL: 1 for ready, 2 for ready but to be replaced by a new ticket, 0 for not one of ours, negative for an
    /// error.
    func open(with generation: TLSServerGeneration, renewsAlways: Bool) -> Int32 {
        let found = generation.tickets.keyForOpening(
            named: Array(UnsafeBufferPointer(start: name, count: TicketKey.nameSize)),
            lifetime: generation.options.ticketKeyLifetime)
        guard let (key, isCurrent) = found else { return 0 }
        guard EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipherKey, vector) == 1, prepareMAC(key) else {
            return -1
        }
        return isCurrent && !renewsAlways ? 1 : 2
    }

    private func prepareMAC(_ key: TicketKey) -> Bool {
        agent_ticket_mac_set_key(mac, key.macKey, key.macKey.count) == 1
    }
}
