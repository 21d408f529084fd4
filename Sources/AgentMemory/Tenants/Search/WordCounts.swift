/// The words of a text and how often each occurs, in lower case.
///
/// A word is a run of letters and digits of any script, as `FullTextQuery` and `LocalEmbedder` take it.
struct WordCounts: Sendable, Equatable {
    /// Longer words are cut: nobody types them, and one entry could fill pages of the index with a single word.
    private static let longestWord = 64

    /// How often each word occurs.
    private(set) var counts: [String: Int] = [:]
    /// Words in all.
    private(set) var total = 0
    private let limit: Int

    /// Takes no words; `limit` is how many different ones there may be, further ones are left out.
    init(limit: Int) {
        self.limit = limit
    }

    /// Adds the words of a text.
    mutating func add(_ text: some StringProtocol) {
        var word: [UInt8] = []
        var hasWideLetters = false
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                switch UInt8(scalar.value) {
                case let byte
                where (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
                    word.append(byte)
                case let byte where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte):
                    word.append(byte | 0x20)
                default: finish(&word, &hasWideLetters)
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                hasWideLetters = true
                word += UTF8.encode(scalar).map { Array($0) } ?? []
            } else {
                finish(&word, &hasWideLetters)
            }
        }
        finish(&word, &hasWideLetters)
    }

    private mutating func finish(_ word: inout [UInt8], _ hasWideLetters: inout Bool) {
        defer {
            word.removeAll(keepingCapacity: true)
            hasWideLetters = false
        }
        guard !word.isEmpty else { return }
        var text = String(decoding: word, as: UTF8.self)
        if hasWideLetters { text = text.lowercased() }
        if text.utf8.count > Self.longestWord {
            var kept = ""
            for character in text.unicodeScalars {
                guard kept.utf8.count + UTF8.width(character) <= Self.longestWord else { break }
                kept.unicodeScalars.append(character)
            }
            text = kept
        }
        total += 1
        if let count = counts[text] {
            counts[text] = count + 1
        } else if counts.count < limit {
            counts[text] = 1
        }
    }
}
