/// At most three lines of a file that fit a query.
struct Passage {
    var path: String
    /// From 1.
    var startLine: Int
    /// From 1, inclusive.
    var endLine: Int
    /// What it belongs under, outermost first: headings, a table's header, a list's lead-in, enclosing lines of data or code.
    var context: [String]
    /// How well it fits, from 0; comparable within one search.
    var score: Double
    /// Which share of the query it answers by itself or by where it stands, from 0 to 1.
    var coverage: Double
    var text: String
    /// The query's terms that the passage holds, in the query's order.
    var matched: [String]
}
