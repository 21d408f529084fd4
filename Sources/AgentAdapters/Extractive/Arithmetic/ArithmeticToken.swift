/// A piece of a question, as arithmetic sees it.
struct ArithmeticToken: Sendable {
    enum Kind: Sendable, Equatable {
        /// Digits as the calculator takes them, without thousands separators.
        case number(String)
        case binary(Operator)
        case percent
        /// `of`, as in "15% of 80".
        case of
        case open, close, comma
        case squareRoot
        /// One of the calculator's functions, with its parenthesis behind it.
        case function(String)
        /// `squared` and `cubed`.
        case power(Int)
        /// Any other word or sign, in lower case.
        case other(String)
    }

    enum Operator: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case power = "^"
        case modulo = "%"
    }

    var kind: Kind
    /// Where it stands in the question.
    var range: Range<String.Index>
    /// Whether it is written as a word, such as `plus`; words need a clearer context than signs.
    var isWord = false
    /// Whether a blank stands before it.
    var followsBlank = false
}
