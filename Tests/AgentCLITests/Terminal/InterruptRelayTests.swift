internal import Synchronization
internal import Testing

@testable internal import agent_cli

@Suite struct InterruptRelayTests {
    @Test func cancelsTheInnermostWorkAndNothingElse() async throws {
        let commands = Mutex(0)
        let rearmed = Mutex(0)
        let relay = InterruptRelay { rearmed.withLock { $0 += 1 } }
        relay.fallBack { commands.withLock { $0 += 1 } }
        let answer = try await relay.cancelling {
            await #expect(throws: CancellationError.self) {
                try await relay.cancelling {
                    relay.interrupt()
                    // Ends by cancellation alone.
                    try await AsyncStream<Never> { _ in }.firstOrCancellation()
                }
            }
            #expect(!Task.isCancelled)
            return 1
        }
        #expect(answer == 1)
        #expect(commands.withLock(\.self) == 0)
        relay.interrupt()
        #expect(commands.withLock(\.self) == 1)
        #expect(rearmed.withLock(\.self) == 2)
    }
}

extension AsyncStream {
    /// Waits for an element, which never comes in these tests.
    fileprivate func firstOrCancellation() async throws {
        for await _ in self { return }
        try Task.checkCancellation()
    }
}
