/// The words of a text: runs of letters and digits, folded, as UTF-8.
struct WordSequence: Sequence, IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator

    init(_ text: String) {
        scalars = text.lowercased().unicodeScalars.makeIterator()
    }

    mutating func next() -> [UInt8]? {
        var word: [UInt8] = []
        while let scalar = scalars.next() {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                if let folded = LetterFolding.folded(scalar) { word += UTF8.encode(folded).map { Array($0) } ?? [] }
            } else if !word.isEmpty, !LetterFolding.isMark(scalar) {
                return word
            }
        }
        return word.isEmpty ? nil : word
    }
}
