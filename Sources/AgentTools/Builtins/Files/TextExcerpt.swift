/// As many whole lines as fit into a JSON string of some size.
struct TextExcerpt {
    let text: String
    /// Lines in the text, a cut one included.
    let lineCount: Int
    /// Whether the first line alone was too long, so that only its beginning is there.
    let isCut: Bool

    init(of lines: some Collection<Substring.UTF8View>, fitting limit: Int) {
        var bytes: [UInt8] = []
        var size = 0
        var count = 0
        var isCut = false
        for line in lines {
            let length = line.reduce(1) { $0 + Self.escapedSize($1) }
            if size + length > limit {
                guard count == 0 else { break }
                bytes = Self.beginning(of: line, fitting: limit)
                count = 1
                isCut = true
                break
            }
            if count > 0 { bytes.append(UInt8(ascii: "\n")) }
            bytes.append(contentsOf: line)
            size += length + 1
            count += 1
        }
        text = String(decoding: bytes, as: UTF8.self)
        lineCount = count
        self.isCut = isCut
    }

    private static func beginning(of line: Substring.UTF8View, fitting limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var size = 0
        for byte in line {
            size += escapedSize(byte)
            if size > limit { break }
            bytes.append(byte)
        }
        // Not in the middle of a character: the byte that did not fit may continue one.
        var end = line.index(line.startIndex, offsetBy: bytes.count)
        while end < line.endIndex, line[end] & 0b1100_0000 == 0b1000_0000, !bytes.isEmpty {
            bytes.removeLast()
            end = line.index(before: end)
        }
        return bytes
    }

    /// Bytes that a byte takes in a JSON string.
    private static func escapedSize(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08...0x0A, 0x0C, 0x0D: 2
        case 0..<0x20, 0x7F: 6
        default: 1
        }
    }
}
