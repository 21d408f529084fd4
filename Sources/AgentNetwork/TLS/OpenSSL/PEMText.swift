/// What a PEM text (RFC 7468) has in it, as far as an error message wants to know.
struct PEMText {
    /// The labels of its blocks in their order, such as `CERTIFICATE`; of many only the first few.
    let labels: [String]
    /// A block says in its headers that it is encrypted, as keys in the old form of OpenSSL do (RFC 1421).
    let hasEncryptedBlock: Bool

    private static let maxLabels = 16

    init(_ bytes: [UInt8]) {
        var labels: [String] = []
        var hasEncryptedBlock = false
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            // Only lines that may matter become strings: the text may be of any kind and size.
            if line.starts(with: "-----BEGIN ".utf8), labels.count < Self.maxLabels {
                labels.append(
                    String(decoding: line.dropFirst(11).prefix { $0 != UInt8(ascii: "-") }.prefix(64), as: UTF8.self))
            }
            if line.starts(with: "Proc-Type: 4,ENCRYPTED".utf8) { hasEncryptedBlock = true }
        }
        self.labels = labels
        self.hasEncryptedBlock = hasEncryptedBlock || labels.contains("ENCRYPTED PRIVATE KEY")
        isEmpty = bytes.isEmpty
    }

    private let isEmpty: Bool

    /// What was found, for an error message.
    var summary: String {
        if isEmpty { return "nothing" }
        return labels.isEmpty ? "no PEM block" : labels.joined(separator: ", ")
    }
}
