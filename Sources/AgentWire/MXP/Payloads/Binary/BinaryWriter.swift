/// Writes fixed-width fields of a binary payload, one after another.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ field: some Collection<UInt8>) {
        bytes.append(contentsOf: field)
    }

    mutating func append(_ word: some FixedWidthInteger) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a count or length, which the layout gives 16 bits.
    mutating func append(count: Int, _ field: String) throws(WireError) {
        guard let word = UInt16(exactly: count) else {
            throw .field(.invalidPayload, path: field, expected: "at most \(UInt16.max)", found: "\(count)")
        }
        append(word)
    }

    /// Writes a text behind its 16-bit length in bytes.
    mutating func append(_ text: String, _ field: String) throws(WireError) {
        try append(count: text.utf8.count, field)
        append(text.utf8)
    }
}
