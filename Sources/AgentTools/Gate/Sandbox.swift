/// Where authorized calls run.
///
/// The dispatcher sets the time limit and cuts the output; a sandbox decides in what surroundings the tool does its work.
public protocol Sandbox: Sendable {
    /// Runs the call and returns its output; stops it when the calling task is cancelled.
    ///
    /// - Throws: what the tool threw, or why it could not be run.
    func run(_ call: ToolDispatcher.AuthorizedCall) async throws -> ToolOutput
}
