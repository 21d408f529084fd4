import AgentPrimitives
import AgentTools
import Testing

@Suite struct ClockNowToolTests {
    private struct Fixed: TimeSource {
        func now() -> Timestamp { Timestamp(microseconds: 1_769_851_800_000_001) }
    }

    @Test func tellsTheTime() async throws {
        let result = try await ToolDispatcher(ClockNowTool(time: Fixed())).result(of: "clock.now")
        #expect(
            result.content == #"{"time":"2026-01-31T09:30:00.000001Z","epoch_microseconds":1769851800000001}"#)
    }
}
