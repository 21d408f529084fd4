/// The words of a text: runs of letters and digits, folded, as UTF-8.
struct WordSequence: Sequence, IteratorProtocol {
    /// What is left of a text of ASCII alone, which needs neither folding nor tables.
    private var bytes: ArraySlice<UInt8>
    /// What is left of any other text.
    private var scalars: String.UnicodeScalarView.Iterator?

    init(_ text: String) {
        var text = text
        bytes = text.withUTF8 { utf8 in utf8.allSatisfy { $0 < 0x80 } ? Array(utf8)[...] : [] }
        scalars = bytes.isEmpty ? text.lowercased().unicodeScalars.makeIterator() : nil
    }

    mutating func next() -> [UInt8]? {
        scalars == nil ? nextOfBytes() : nextOfScalars()
    }

    private mutating func nextOfBytes() -> [UInt8]? {
        guard let start = bytes.firstIndex(where: { Self.folded($0) != nil }) else { return nil }
        let end = bytes[start...].firstIndex { Self.folded($0) == nil } ?? bytes.endIndex
        defer { bytes = bytes[end...] }
        return bytes[start..<end].map { Self.folded($0) ?? $0 }
    }

    private mutating func nextOfScalars() -> [UInt8]? {
        var word: [UInt8] = []
        while let scalar = scalars?.next() {
            if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
                if let letter = Self.folded(byte) { word.append(letter) } else if !word.isEmpty { return word }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                if let folded = LetterFolding.folded(scalar) { word += UTF8.encode(folded).map { Array($0) } ?? [] }
            } else if !word.isEmpty, !LetterFolding.isMark(scalar) {
                return word
            }
        }
        return word.isEmpty ? nil : word
    }

    /// A letter or digit of ASCII in lower case; `nil` for every other character.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }
}
