extension FullTextQuery {
    /// The same query, in which a word also finds the longer ones that begin with it.
    ///
    /// The expression holds nothing but words in quotes and `OR` between them, so every closing quote is told by what follows.
    var prefixExpression: String {
        expression.split(separator: " OR ").map { $0 + "*" }.joined(separator: " OR ")
    }
}
