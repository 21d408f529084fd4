/// Makes one ranking out of several by reciprocal rank fusion.
///
/// Each ranking gives a name `weight / (k + rank)`, where rank counts from 1, and the sums decide. Scores of the rankings
/// never meet, so that a full-text score and a cosine can be combined without being made comparable.
///
/// Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
/// methods", SIGIR 2009.
///
/// ```swift
/// let best = RankFusion().fuse([namesByText, namesByVector]).prefix(10)
/// ```
public struct RankFusion: Hashable, Sendable {
    /// How little the first ranks stand out; 60 in the source.
    public var k: Double
    /// The weight of each ranking, in their order; 1 for those that it does not reach.
    public var weights: [Double]

    /// Sets the constants.
    ///
    /// - Precondition: `k` is not negative and all numbers are finite.
    public init(k: Double = 60, weights: [Double] = []) {
        precondition(k >= 0 && k.isFinite, "Expected k to be finite and not negative; found \(k)")
        precondition(weights.allSatisfy(\.isFinite), "Expected finite weights; found \(weights)")
        self.k = k
        self.weights = weights
    }

    /// One ranking out of several, best first, equally good ones by name.
    ///
    /// In a ranking that names something twice, the first time counts.
    ///
    /// - Parameter rankings: Names, best first.
    /// - Returns: Each name once, with its sum.
    public func fuse<Name: Hashable & Comparable>(_ rankings: [[Name]]) -> [(name: Name, score: Double)] {
        var scores: [Name: Double] = [:]
        for (index, ranking) in rankings.enumerated() {
            let weight = index < weights.count ? weights[index] : 1
            var seen: Set<Name> = []
            for name in ranking where seen.insert(name).inserted {
                scores[name, default: 0] += weight / (k + Double(seen.count))
            }
        }
        return scores.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            .map { (name: $0.key, score: $0.value) }
    }
}
