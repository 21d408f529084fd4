/// Makes one letter of those that people take for the same.
///
/// Case falls away, and so do marks over Latin, Greek and Cyrillic letters, whether a text has them composed or apart; wide
/// forms become ordinary ones. Letters of other scripts stay as they are, and so do their vowel signs.
enum LetterFolding {
    private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
        var bases: [Unicode.Scalar: Unicode.Scalar] = [:]
        for line in LetterFoldingTable.lines.unicodeScalars.split(separator: "\n") {
            guard let base = line.first else { continue }
            for letter in line.dropFirst(2) { bases[letter] = base }
        }
        return bases
    }()

    /// A lower-case letter or digit as it is compared; `nil` for a mark that falls away.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.value < 0x80 { return scalar }
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
        if isMark(scalar) { return nil }
        return bases[scalar] ?? scalar
    }

    /// Whether a scalar is an accent that may stand behind its letter; vowel signs of other scripts count as letters.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass != .notReordered && !scalar.properties.isAlphabetic
    }
}
