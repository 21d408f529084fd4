/// One call of a command: what it was given and where it reads and writes.
struct Invocation: Sendable {
    /// Every command there is, for those that tell about the others.
    let root: CommandGroup
    let environment: [String: String]
    let io: CommandIO
    let arguments: ParsedArguments

    /// The value of a declared argument.
    subscript<Value>(_ argument: Argument<Value>) -> Value {
        get throws(CommandError) {
            try argument.value(of: arguments[argument.shape])
        }
    }
}
