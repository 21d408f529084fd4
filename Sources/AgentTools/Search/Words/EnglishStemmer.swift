/// Porter's stemmer: maps `configured`, `configures` and `configuring` to one stem.
///
/// M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. The first two letters of a word never change,
/// which the index relies on; for that, no stem gets shorter than two letters.
struct EnglishStemmer {
    /// The word so far, lower-case ASCII letters.
    private var word: [UInt8]

    /// Stems a word of lower-case ASCII letters; any other word, and one of fewer than three letters, stays as it is.
    static func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count > 2, word.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) else {
            return word
        }
        var stemmer = EnglishStemmer(word: word)
        stemmer.removePlural()
        stemmer.removePastAndGerund()
        stemmer.replaceFinalY()
        stemmer.replaceFirst(of: Self.longSuffixes, minimumMeasure: 1)
        stemmer.replaceFirst(of: Self.middleSuffixes, minimumMeasure: 1)
        stemmer.removeShortSuffix()
        stemmer.tidyEnd()
        return stemmer.word
    }

    // MARK: Steps, in Porter's order

    private mutating func removePlural() {
        if ends(with: "sses") || ends(with: "ies") {
            word.removeLast(2)
        } else if ends(with: "s"), !ends(with: "ss") {
            word.removeLast()
        }
    }

    private mutating func removePastAndGerund() {
        if ends(with: "eed") {
            if measure(upTo: word.count - 3) > 0 { word.removeLast() }
            return
        }
        if word.count > 3, ends(with: "ed"), hasVowel(upTo: word.count - 2) {
            word.removeLast(2)
        } else if word.count > 4, ends(with: "ing"), hasVowel(upTo: word.count - 3) {
            word.removeLast(3)
        } else {
            return
        }
        if ends(with: "at") || ends(with: "bl") || ends(with: "iz") {
            word.append(UInt8(ascii: "e"))
        } else if endsInDoubleConsonant, !"lsz".utf8.contains(word[word.count - 1]) {
            word.removeLast()
        } else if measure(upTo: word.count) == 1, endsShort(upTo: word.count) {
            word.append(UInt8(ascii: "e"))
        }
    }

    private mutating func replaceFinalY() {
        guard word.count > 2, ends(with: "y"), hasVowel(upTo: word.count - 1) else { return }
        word[word.count - 1] = UInt8(ascii: "i")
    }

    private mutating func removeShortSuffix() {
        guard let suffix = Self.shortSuffixes.first(where: { ends(with: $0) }) else { return }
        let stem = word.count - suffix.utf8CodeUnitCount
        if ends(with: "ion"), stem == 0 || !"st".utf8.contains(word[stem - 1]) { return }
        if measure(upTo: stem) > 1 { word.removeLast(word.count - stem) }
    }

    private mutating func tidyEnd() {
        if word.count > 2, ends(with: "e") {
            let stem = word.count - 1
            let measure = measure(upTo: stem)
            if measure > 1 || (measure == 1 && !endsShort(upTo: stem)) { word.removeLast() }
        }
        if endsInDoubleConsonant, ends(with: "l"), measure(upTo: word.count) > 1 { word.removeLast() }
    }

    // MARK: Suffix tables

    private static let longSuffixes: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"),
    ]

    private static let middleSuffixes: [(StaticString, StaticString)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ]

    /// A suffix stands before the shorter ones that it ends in.
    private static let shortSuffixes: [StaticString] = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize",
    ]

    /// Replaces the first suffix that fits, if what stands before it is long enough; then no other is tried.
    private mutating func replaceFirst(of table: [(StaticString, StaticString)], minimumMeasure: Int) {
        guard let (suffix, replacement) = table.first(where: { ends(with: $0.0) }) else { return }
        let stem = word.count - suffix.utf8CodeUnitCount
        guard measure(upTo: stem) >= minimumMeasure else { return }
        word.removeLast(word.count - stem)
        replacement.withUTF8Buffer { word.append(contentsOf: $0) }
    }

    // MARK: Letters

    private func ends(with suffix: StaticString) -> Bool {
        suffix.withUTF8Buffer { word.count >= $0.count && word.suffix($0.count).elementsEqual($0) }
    }

    private func isConsonant(_ index: Int) -> Bool {
        switch word[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
        case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    private func hasVowel(upTo end: Int) -> Bool {
        (0..<end).contains { !isConsonant($0) }
    }

    /// Porter's m: how many times a vowel run is followed by a consonant run before `end`.
    private func measure(upTo end: Int) -> Int {
        var measure = 0
        for index in stride(from: 1, to: end, by: 1) where isConsonant(index) && !isConsonant(index - 1) {
            measure += 1
        }
        return measure
    }

    private var endsInDoubleConsonant: Bool {
        word.count > 1 && word[word.count - 1] == word[word.count - 2] && isConsonant(word.count - 1)
    }

    /// Consonant, vowel, consonant before `end`, the last of them not w, x or y.
    private func endsShort(upTo end: Int) -> Bool {
        end > 2 && isConsonant(end - 3) && !isConsonant(end - 2) && isConsonant(end - 1)
            && !"wxy".utf8.contains(word[end - 1])
    }
}
