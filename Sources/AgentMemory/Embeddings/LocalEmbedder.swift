public import AgentPrimitives

/// Makes vectors out of the letters of a text alone: offline, without a model, the same on every machine.
///
/// Words and runs of three and four letters are hashed to 384 components, so that texts which share words, word stems or
/// misspellings of them are close. It knows nothing of meaning: "car" and "automobile" have nothing in common, and a question
/// finds its answer only where both use related words. Where that is not enough, use an embedder with a model behind it.
///
/// Short words weigh less, since most of them are function words; frequent words of a language are not known to it.
public struct LocalEmbedder: Embedder {
    /// The number of components of every vector.
    public let dimension = 384

    /// Makes the embedder; it holds no state.
    public init() {}

    /// One vector of length 1 for each text, in the order of the texts; all zeros for a text without letters and digits.
    @concurrent
    public func embed(_ texts: [String]) async -> [[Float]] {
        texts.map(vector)
    }

    private func vector(of text: String) -> [Float] {
        var sums = FeatureSums(count: dimension)
        var word: [UInt8] = []
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word += UTF8.encode(scalar).map { Array($0) } ?? []
            } else if !word.isEmpty {
                sums.add(word: word)
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { sums.add(word: word) }
        return sums.vector
    }
}
