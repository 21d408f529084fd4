/// Joins a ranking by words with one by likeness.
enum HybridSearch {
    /// The names of all rankings, best first, each with its score.
    ///
    /// Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): only places count, so that scores of different scales
    /// need no common one, and what several rankings have near their top comes first.
    static func fuse(_ rankings: [[String]]) -> [(name: String, score: Double)] {
        ReciprocalRanks(k: 60).fuse(rankings)
    }
}

private struct ReciprocalRanks {
    /// How little the first places weigh more than the next ones.
    let k: Double

    func fuse(_ rankings: [[String]]) -> [(name: String, score: Double)] {
        var scores: [String: Double] = [:]
        for ranking in rankings {
            for (place, name) in ranking.enumerated() { scores[name, default: 0] += 1 / (k + Double(place + 1)) }
        }
        return scores.map { (name: $0.key, score: $0.value) }.sorted { left, right in
            left.score == right.score ? left.name < right.name : left.score > right.score
        }
    }
}
