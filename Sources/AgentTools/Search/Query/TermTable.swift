/// Tells which query term a word of a text stands for.
///
/// Nearly every word of a text matches nothing; a bitmap over the first two bytes turns those away before anything is
/// folded, stemmed or hashed.
struct TermTable {
    /// A word that matches a term, and how well: 1 for the same word, less for another form or a synonym.
    struct Entry {
        var term: Int
        var closeness: Double
    }

    /// By folded word, exactly as it stands.
    private var exact: [[UInt8]: Entry] = [:]
    /// By stem.
    private var stems: [[UInt8]: Entry] = [:]
    /// One bit for each pair of first bytes.
    private var starts = [UInt64](repeating: 0, count: 1024)

    /// Lets a word stand for a term; the first claim to a word wins, so add close forms before remote ones.
    mutating func add(_ word: [UInt8], for entry: Entry) {
        guard !word.isEmpty, exact[word] == nil else { return }
        exact[word] = entry
        note(word)
    }

    /// Lets all forms of a stem stand for a term.
    mutating func add(stem: [UInt8], for entry: Entry) {
        guard !stem.isEmpty, stems[stem] == nil else { return }
        stems[stem] = entry
        note(stem)
    }

    /// The term that a word of the text stands for, if any.
    func entry(for word: Word, in bytes: [UInt8]) -> Entry? {
        guard mayMatch(word, in: bytes) else { return nil }
        let key = WordKey.make(bytes[word.range], isCompound: word.isCompound)
        if let entry = exact[key] { return entry }
        return word.isCompound ? nil : stems[EnglishStemmer.stem(key)]
    }

    private mutating func note(_ key: [UInt8]) {
        let start = Self.start(key[0], key.count > 1 ? key[1] : 0)
        starts[start >> 6] |= 1 << UInt64(start & 63)
    }

    private func mayMatch(_ word: Word, in bytes: [UInt8]) -> Bool {
        let first = bytes[word.range.lowerBound]
        let second = word.range.count > 1 ? bytes[word.range.lowerBound + 1] : 0
        // Words outside ASCII fold by other rules, and a compound such as `e-mail` loses its second byte.
        guard first < 0x80, second < 0x80, !word.isCompound || !WordKey.isDropped(second) else { return true }
        let start = Self.start(first | 0x20, second == 0 ? 0 : second | 0x20)
        return starts[start >> 6] & (1 << UInt64(start & 63)) != 0
    }

    /// Letters fold to lower case by setting a bit that digits have set anyway.
    private static func start(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first) << 8 | Int(second)
    }
}
