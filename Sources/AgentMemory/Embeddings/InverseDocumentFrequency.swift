public import AgentPrimitives

/// How much a word tells about a text, by how few texts it is in.
///
/// A word weighs `log((1 + texts) / (1 + texts with it))`, divided by what a word in no text weighs, and at least 0.05. Learn
/// one from texts of the kind that will be searched, keep it beside the vectors, and never change it under them:
///
/// ```swift
/// let frequencies = InverseDocumentFrequency(learning: texts)
/// let embedder = LocalEmbedder(frequencies: frequencies)
/// ```
public struct InverseDocumentFrequency: Hashable, Sendable {
    /// The number of texts.
    public let documents: Int
    /// In how many texts a word is, for the words that are in the most; letters are folded as ``LocalEmbedder`` does it.
    public let frequencies: [String: Int]

    /// What each of the words weighs; worked out once, since every word of every text is looked up.
    private let weights: [[UInt8]: Float]

    /// The least weight: a text of frequent words alone must still be found.
    private static let least: Float = 0.05

    /// States frequencies; those below 1 are passed over, and none is larger than the number of texts.
    ///
    /// - Parameters:
    ///   - documents: The number of texts.
    ///   - frequencies: In how many of them each word is.
    public init(documents: Int, frequencies: [String: Int]) {
        let documents = max(documents, 0)
        self.documents = documents
        let known = frequencies.filter { $0.value > 0 }.mapValues { min($0, documents) }
        self.frequencies = known
        weights = Dictionary(
            uniqueKeysWithValues: known.map { (Array($0.key.utf8), Self.weight(of: $0.value, in: documents)) })
    }

    /// Counts the words of texts.
    ///
    /// - Parameters:
    ///   - texts: Texts of the kind that will be searched.
    ///   - words: How many of the most frequent words are remembered; all others weigh like one in no text.
    public init(learning texts: some Sequence<String>, words: Int = 10_000) {
        var documents = 0
        var counts: [String: Int] = [:]
        for text in texts {
            documents += 1
            for word in Set(WordSequence(text)) { counts[String(decoding: word, as: UTF8.self), default: 0] += 1 }
        }
        let most = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(max(words, 0))
        self.init(documents: documents, frequencies: Dictionary(uniqueKeysWithValues: most.map { ($0.key, $0.value) }))
    }

    /// What a word weighs, from 0.05 to 1.
    func weight(of word: [UInt8]) -> Float {
        weights[word] ?? 1
    }

    private static func weight(of frequency: Int, in documents: Int) -> Float {
        guard documents > 0 else { return 1 }
        let all = logarithm(Double(1 + documents))
        return max(Float((all - logarithm(Double(1 + frequency))) / all), least)
    }

    /// The logarithm to base 2 of a number from 1 on, made of the four operations alone: that of the system differs in its
    /// last digits from machine to machine, and vectors may not.
    private static func logarithm(_ number: Double) -> Double {
        let ratio = (number.significand - 1) / (number.significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for odd in stride(from: 25, through: 1, by: -2) { sum = sum * square + 1 / Double(odd) }
        return Double(number.exponent) + sum * ratio * 2.885_390_081_777_926_8
    }
}

// MARK: - Serialisation

extension InverseDocumentFrequency {
    /// The number of texts and the words with theirs, as JSON.
    public var json: JSONValue {
        let words = frequencies.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.int($0.value)) }
        return ["documents": .int(documents), "frequencies": .object(JSONObject(words))]
    }

    /// Reads what ``json`` gave.
    ///
    /// - Throws: ``MemoryError``: `invalid` for any other value.
    public init(json: JSONValue) throws(MemoryError) {
        guard let documents = json["documents"]?.intValue, documents >= 0,
            let words = json["frequencies"]?.objectValue, words.members.allSatisfy({ $0.value.intValue != nil })
        else {
            throw MemoryError(
                .invalid,
                "expected an object with the number 'documents' and an object of numbers 'frequencies', found another value; "
                    + "give what `json` gave")
        }
        self.init(
            documents: Int(documents),
            frequencies: words.members.reduce(into: [:]) { $0[$1.key] = $1.value.intValue.map { Int($0) } })
    }

    /// Tells frequencies apart that give other weights.
    var digest: String {
        SHA256Digest(of: json.text().utf8).description.prefix(16).description
    }
}
