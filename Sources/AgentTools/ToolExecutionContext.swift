public import AgentPrimitives

/// What a running tool knows of its call.
public struct ToolExecutionContext: Hashable, Sendable {
    /// For whom the tool runs.
    public var origin: ToolCallContext
    /// The call's name within its turn.
    public var callID: String
    /// The bytes of output beyond which the dispatcher cuts; a tool that can, fits its result to it.
    public var maximumOutputBytes: Int

    /// Describes a call to the tool that runs.
    public init(
        origin: ToolCallContext, callID: String, maximumOutputBytes: Int = ToolLimits().maximumOutputBytes
    ) {
        self.origin = origin
        self.callID = callID
        self.maximumOutputBytes = maximumOutputBytes
    }
}
