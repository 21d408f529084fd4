/// How a ``SQLiteVectorStore`` is opened.
public struct SQLiteVectorOptions: Hashable, Sendable {
    /// How vectors are compared, kept and linked.
    ///
    /// A file that exists must have been made with the same metric, precision, number of links and seed; the breadths and the
    /// capacity may change from opening to opening.
    public var graph = HNSWOptions()
    /// How many vectors there must be before a graph is made of them; fewer are all compared with, which is exact.
    ///
    /// Writing one vector takes some twenty times as long where it is linked as well, while a search among 50,000 of 384
    /// components still takes no more than about a millisecond and a half without a graph.
    public var graphThreshold = 50_000
    /// How many vectors that wait for their place in the graph a change puts there, beside those that it brings; those that
    /// wait are compared one by one meanwhile.
    public var linkedPerChange = 32
    /// How the file is opened.
    public var file = SQLiteOptions()

    /// Takes the defaults.
    public init() {}
}
