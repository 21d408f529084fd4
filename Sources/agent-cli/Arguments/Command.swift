/// One thing that the tool can be asked to do.
///
/// A command declares what it takes; parsing, help, completions and the table in the documentation follow from that.
protocol Command: Sendable {
    /// The word that calls it.
    var name: String { get }
    /// One line for lists and for the top of the help, without a full stop.
    var summary: String { get }
    /// One call of it that works, as typed.
    var example: String { get }
    /// What it takes, in the order of the help.
    var arguments: [any ArgumentDeclaration] { get }

    /// Does it. `--help` and wrong arguments never get here.
    func run(_ invocation: Invocation) async throws -> ExitCode
}
