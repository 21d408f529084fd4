/// Where a command reads and writes.
struct CommandIO: Sendable {
    let input: InputReader
    /// What was asked for.
    let output: OutputWriter
    /// Errors, progress and remarks.
    let errors: OutputWriter
    let outputStyle: TextStyle
    let errorStyle: TextStyle
    /// Where Ctrl-C goes.
    let interrupts: InterruptRelay

    init(
        input: InputReader, output: OutputWriter, errors: OutputWriter, environment: [String: String],
        interrupts: InterruptRelay = InterruptRelay()
    ) {
        self.input = input
        self.interrupts = interrupts
        self.output = output
        self.errors = errors
        outputStyle = TextStyle(isTerminal: output.isTerminal, environment: environment)
        errorStyle = TextStyle(isTerminal: errors.isTerminal, environment: environment)
    }

    /// Prints an error for a person.
    func report(_ error: CommandError) async {
        await errors.writeLine(errorStyle.red("error:") + " \(error)")
    }
}
