/// One thing that a query asks for.
struct SearchTerm {
    /// As the query has it, in lower case.
    var text: String
    /// How much a match counts, from 0 to 1, before rarity.
    var weight: Double
    /// The compound term that this one is a part of; it takes the part's place where it occurs.
    var whole: Int?
}
