/// The text of a file, as far as the limits let it be read.
struct FileText: Sendable {
    let text: String
    /// Bytes behind the limit, which were not read.
    let unreadBytes: Int
    /// Whether bytes that are not UTF-8 were replaced by U+FFFD.
    let isRepaired: Bool

    /// Reads an open file.
    ///
    /// - Throws: ``ToolError`` `binaryFile` when it holds a NUL, `inputOutput` when the system refuses.
    init(of entry: WorkspaceEntry, limit: Int) throws(ToolError) {
        var bytes: [UInt8]
        do throws(SystemFailure) {
            bytes = try entry.descriptor.contents(limit: limit)
        } catch {
            throw ToolError(.inputOutput, "expected \(entry.path) to be readable: \(error)", underlying: error)
        }
        guard !bytes.contains(0) else { throw entry.binaryFileError }
        unreadBytes = max(0, entry.status.size - bytes.count)
        // A limit in mid-character must not look like a damaged file.
        if unreadBytes > 0 { Self.dropUnfinishedCharacter(&bytes) }
        if let text = String(validating: bytes, as: UTF8.self) {
            self.text = text
            isRepaired = false
        } else {
            text = String(decoding: bytes, as: UTF8.self)
            isRepaired = true
        }
    }

    private static func dropUnfinishedCharacter(_ bytes: inout [UInt8]) {
        guard let lead = bytes.lastIndex(where: { $0 & 0b1100_0000 != 0b1000_0000 }), bytes.count - lead <= 4 else {
            return
        }
        let length =
            switch bytes[lead] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        if bytes.count - lead < length { bytes.removeSubrange(lead...) }
    }
}
