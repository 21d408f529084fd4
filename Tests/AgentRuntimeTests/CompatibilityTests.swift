import AgentRuntime
import Foundation
import Testing

/// Recordings of earlier releases, kept in `Tests/Recordings`: whatever is changed, they go on proving, with the same hashes.
@Suite struct CompatibilityTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Recordings").path

    @Test(arguments: [
        ("2026-11/sessions.sqlite", "computed", 14, "9e1f78d22ffbe74a4fe7155682a3ad9eeaaf5b8e95112f4eef01d4114dcd0eb8"),
        (
            "2026-11/sessions.sqlite", "conversation", 27,
            "c74e8457bb1f6d5be8d5350fceb16ae45c7a2a3e79f9628db5c923e61f3ef56a"
        ),
        ("2026-11/sessions.sqlite", "exhausted", 4, "811718c8bd8a96ceecb34320a719cdf4112a3e241c6c5650298c4184a41fd1ab"),
        ("2026-11/sessions.sqlite", "denied", 4, "0132e75f7ba6ba3f0809584883e192123558b93cbcc163b31e5454945f76d697"),
        ("2026-11/sessions.sqlite", "tools", 30, "fb8d6d6cfc2dd54d9e28cc826b42e409cb23f4d2cdc24426e2170a616836b214"),
    ])
    func anOldRecordingProves(file: String, session: String, events: UInt64, hash: String) async throws {
        try await RecordingFile(path: Self.folder + "/" + file).withArchive { archive in
            let report = try await archive.replay(SessionID(session))
            #expect(report.events == events)
            #expect(report.head.hash.description == hash)
            // Each of them can also be opened, compared and forked, which reads every event in its own way.
            #expect(try await archive.state(of: SessionID(session)).turns == report.state.turns)
            #expect(try await archive.difference(of: SessionID(session), to: SessionID(session)).isSame)
        }
    }

    @Test func everyRecordingOfTheFolderProves() async throws {
        let files = try RecordingFile.all(in: Self.folder)
        #expect(!files.isEmpty)
        for file in files {
            try await file.withArchive { archive in
                for session in try await archive.sessions() { _ = try await archive.replay(session.session) }
            }
        }
    }
}
