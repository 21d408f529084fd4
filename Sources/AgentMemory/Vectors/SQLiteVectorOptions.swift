/// How a ``SQLiteVectorStore`` is opened.
public struct SQLiteVectorOptions: Hashable, Sendable {
    /// How vectors are compared, kept and linked.
    ///
    /// A file that exists must have been made with the same metric, precision, number of links and seed; the breadths and the
    /// capacity may change from opening to opening.
    public var graph = HNSWOptions()
    /// How many vectors there must be before a graph is made of them; fewer are all compared with, which is exact.
    ///
    /// Where comparing with all takes as long as the graph takes for a sure answer, with room for the cost of linking.
    public var graphThreshold = 20_000
    /// How many vectors that wait for their place in the graph a change puts there, beside those that it brings; those that
    /// wait are compared one by one meanwhile.
    public var linkedPerChange = 64
    /// How the file is opened.
    public var file = SQLiteOptions()

    /// Takes the defaults.
    public init() {}
}
