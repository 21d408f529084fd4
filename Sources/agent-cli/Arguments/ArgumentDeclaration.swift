/// An argument as the parser and the help see it, whatever the type of its value.
protocol ArgumentDeclaration: Sendable {
    var shape: ArgumentShape { get }

    /// Throws when the texts that were given do not make a value.
    func check(_ texts: [String]) throws(CommandError)
}
