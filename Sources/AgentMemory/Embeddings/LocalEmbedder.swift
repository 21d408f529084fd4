public import AgentPrimitives

/// Makes vectors out of the letters of a text alone: offline, without a model, the same on every machine.
///
/// Words and runs of three and four letters are hashed to 384 components, so that texts which share words, word stems or
/// misspellings of them are close. It knows nothing of meaning: "car" and "automobile" have nothing in common, and a question
/// finds its answer only where both use related words. Where that is not enough, use an embedder with a model behind it.
///
/// Words weigh by how much they tell (``InverseDocumentFrequency``), and short ones less than long ones. Case, accents over
/// Latin, Greek and Cyrillic letters, and the way in which a text spells them in Unicode make no difference. Texts in scripts
/// without spaces are compared by their runs of letters alone.
public struct LocalEmbedder: Embedder {
    /// The number of components of every vector.
    public let dimension = 384
    /// The version of the method and of the frequencies; another release with another identity makes other vectors.
    public let identity: String

    private let frequencies: InverseDocumentFrequency

    /// Makes the embedder.
    ///
    /// - Parameter frequencies: What words weigh; as it stands, that English function words weigh little.
    public init(frequencies: InverseDocumentFrequency = .english) {
        self.frequencies = frequencies
        identity = frequencies == .english ? "local-2/english" : "local-2/\(frequencies.digest)"
    }

    /// One vector of length 1 for each text, in the order of the texts; all zeros for a text without letters and digits.
    @concurrent
    public func embed(_ texts: [String]) async -> [[Float]] {
        texts.map(vector)
    }

    private func vector(of text: String) -> [Float] {
        var sums = FeatureSums(count: dimension)
        for word in WordSequence(text) {
            sums.add(word: word, weight: frequencies.weight(of: word))
        }
        return sums.vector
    }
}
