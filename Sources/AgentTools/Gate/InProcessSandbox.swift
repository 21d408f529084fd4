/// Runs tools in this process, in the caller's task.
///
/// It isolates nothing: a tool registered here is trusted as the program itself is. A tool that ignores cancellation keeps
/// its own call waiting, beyond the time limit too, and no other: work is never left running behind a call that has ended.
public struct InProcessSandbox: Sandbox {
    /// Makes the sandbox; it holds no state.
    public init() {}

    /// Calls the tool.
    public func run(_ call: ToolDispatcher.AuthorizedCall) async throws -> ToolOutput {
        try await call.execute()
    }
}
