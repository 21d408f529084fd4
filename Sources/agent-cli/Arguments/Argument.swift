/// A declared argument, which also is the key to its value: `try invocation[hex]`.
struct Argument<Value: Sendable>: ArgumentDeclaration {
    let shape: ArgumentShape
    /// Makes the value out of the texts that were given, none included.
    private let read: @Sendable ([String]) throws(CommandError) -> Value

    init(_ shape: ArgumentShape, read: @escaping @Sendable ([String]) throws(CommandError) -> Value) {
        self.shape = shape
        self.read = read
    }

    func value(of texts: [String]) throws(CommandError) -> Value {
        try read(texts)
    }

    func check(_ texts: [String]) throws(CommandError) {
        _ = try read(texts)
    }
}
