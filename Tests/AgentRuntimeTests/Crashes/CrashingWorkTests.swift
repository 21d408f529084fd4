import AgentRuntime
import Foundation
import Testing

/// Not a test by itself: the work of the processes that ``CrashRecoveryTests`` starts.
@Suite(.enabled(if: CrashingWork.current != nil)) struct CrashingWorkTests {
    @Test func worksUntilItDies() async throws {
        guard let (work, last) = CrashingWork.current else { return }
        var builder = work.builder()
        builder.onEvent = { event in
            FileHandle.standardOutput.write(Data("recorded \(event.sequence)\n".utf8))
            if event.sequence == last { kill(getpid(), SIGKILL) }
        }
        _ = try await builder.run { try await work.finish($0) }
    }
}
