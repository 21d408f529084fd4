internal import COpenSSL

/// The secrets that seal session tickets, and the name by which a ticket says which were used (RFC 5077 section 4).
struct TicketKey: Sendable {
    static let nameSize = 16
    static let cipherKeySize = 32
    static let macKeySize = 32
    /// Of the initialisation vector that goes with each ticket.
    static let vectorSize = 16

    let name: [UInt8]
    let cipherKey: [UInt8]
    let macKey: [UInt8]

    /// A key made of random bytes; nil when OpenSSL has none.
    static func random() -> TicketKey? {
        var bytes = [UInt8](repeating: 0, count: nameSize + cipherKeySize + macKeySize)
        guard RAND_bytes(&bytes, Int32(bytes.count)) == 1 else { return nil }
        return TicketKey(
            name: Array(bytes.prefix(nameSize)),
            cipherKey: Array(bytes.dropFirst(nameSize).prefix(cipherKeySize)),
            macKey: Array(bytes.suffix(macKeySize))
        )
    }
}
