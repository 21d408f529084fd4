public import AgentPrimitives

/// Tells the current time.
public struct ClockNowTool: Tool {
    /// `clock.now`.
    public static let name = "clock.now"
    /// What it does, for the model.
    public static let summary =
        "Tells the current date and time in UTC, as RFC 3339 text and as microseconds since 1970."
    /// The clock alone.
    public static let effect = EffectClass.compute
    /// Asking again changes nothing.
    public static let idempotency = Idempotency.pure

    private let time: any TimeSource

    /// Tells the time of a clock.
    public init(time: any TimeSource = SystemTimeSource()) {
        self.time = time
    }

    /// `{"time":"2026-01-31T09:30:00.000000Z","epoch_microseconds":1769851800000000}`.
    public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        let now = time.now()
        return .json(["time": .string(now.description), "epoch_microseconds": .int(now.microseconds)])
    }
}
