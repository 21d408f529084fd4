import AgentMemory
import AgentRuntime
import Foundation

/// A file with one session of 100,000 events, made at first use: turns with a tool call each, as an agent records them.
struct LongSession: Sendable {
    static let id = SessionID("ses_long")
    /// At twelve events for each turn.
    static let turns = 8_400

    let withSnapshot: Bool

    private var folder: String {
        BenchmarkFolder.path + "/long-\(withSnapshot ? "snapshot" : "plain")"
    }

    var path: String { folder + "/.agent/sessions.sqlite" }

    /// Records the session unless it is there.
    func prepare() async throws {
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var builder = SessionBenchmarks.builder(in: folder)
        builder.kernel.snapshotEvents = withSnapshot ? 1000 : 0
        try await builder.run { agent in
            let session = agent.session(Self.id)
            for _ in 0..<Self.turns { _ = try await session.ask("What is 6*7?") }
        }
    }
}
