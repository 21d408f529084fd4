/// Joins rankings by the places that their members have (Cormack, Clarke and Büttcher 2009).
///
/// Places and not scores, because the scores of different searches have nothing in common.
enum ReciprocalRankFusion {
    /// The constant of the paper; it keeps one first place from beating two good ones.
    private static let offset = 60.0

    /// The members of all rankings, best first; equally good ones by identifier.
    static func fuse(_ rankings: [[Int64]]) -> [(id: Int64, score: Double)] {
        var scores: [Int64: Double] = [:]
        for ranking in rankings {
            for (place, id) in ranking.enumerated() { scores[id, default: 0] += 1 / (offset + Double(place + 1)) }
        }
        return scores.map { (id: $0.key, score: $0.value) }.sorted {
            $0.score == $1.score ? $0.id < $1.id : $0.score > $1.score
        }
    }
}
