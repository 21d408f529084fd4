public import AgentPrimitives

/// The tools that every agent can have.
public enum BuiltinTools: Sendable {
    /// All of them: reading in a workspace, calculating and telling the time.
    ///
    /// - Parameters:
    ///   - workspace: The folder that the `fs.` tools read in.
    ///   - time: The clock that `clock.now` tells.
    public static func all(workspace: Workspace, time: any TimeSource = SystemTimeSource()) -> [any Tool] {
        [
            FileReadTool(workspace: workspace), FileListTool(workspace: workspace),
            FileSearchTool(workspace: workspace), CalculatorTool(), ClockNowTool(time: time),
        ]
    }
}
