internal import AgentRuntime

/// What the replay of one recorded session came to.
struct ReplayCase: Sendable {
    /// How it ended.
    enum Verdict: Sendable {
        /// Every hash and every intent is as recorded.
        case match(events: UInt64, hash: SHA256Digest, isOpen: Bool)
        /// The recording is not what its own events lead to.
        case divergence(ReplayDivergence)
        /// The recording cannot be read.
        case unreadable(String)
    }

    /// The file, as the user named its folder; empty for a session of the workspace.
    let file: String
    /// The session; empty when the file cannot be read at all.
    let session: String
    let verdict: Verdict

    /// Replays a session, to its end or to event `last`.
    init(_ session: SessionID, in archive: SessionArchive, file: String = "", through last: UInt64 = .max) async throws
    {
        self.file = file
        self.session = session.rawValue
        do {
            let report = try await archive.replay(session, through: last)
            verdict = .match(events: report.events, hash: report.head.hash, isOpen: report.state.isInterrupted)
        } catch let divergence as ReplayDivergence {
            verdict = .divergence(divergence)
        } catch let error as EventLogError where error.code == .corrupt {
            verdict = .unreadable(error.message)
        }
    }

    private init(file: String, unreadable reason: String) {
        self.file = file
        session = ""
        verdict = .unreadable(reason)
    }

    /// Replays every session of a file; one that cannot be read, or holds none, is one failed case.
    static func all(in file: RecordingFile) async throws -> [ReplayCase] {
        do {
            return try await file.withArchive { archive in
                var cases: [ReplayCase] = []
                for summary in try await archive.sessions(limit: .max).reversed() {
                    cases.append(try await ReplayCase(summary.session, in: archive, file: file.path))
                }
                guard cases.isEmpty else { return cases }
                return [ReplayCase(file: file.path, unreadable: "the file holds no session")]
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return [ReplayCase(file: file.path, unreadable: "\(CommandError(reporting: error))")]
        }
    }

    /// Whether the recording ends in the middle of a turn, as one that was cut short does.
    var isOpen: Bool {
        if case .match(_, _, let isOpen) = verdict { isOpen } else { false }
    }

    /// Whether the recording proved.
    var isMatch: Bool {
        if case .match = verdict { true } else { false }
    }

    /// What went wrong; `nil` for a match.
    var failure: String? {
        switch verdict {
        case .match: nil
        case .divergence(let divergence): "the recording diverges at \(divergence)"
        case .unreadable(let reason): reason
        }
    }

    /// The members of the JSON form that tell the verdict.
    var document: JSONObject {
        switch verdict {
        case .match(let events, let hash, _):
            ["match": true, "events": .int(events), "hash": .string(hash.description)]
        case .divergence(let divergence):
            [
                "match": false, "sequence": .int(divergence.sequence), "expected": .string(divergence.expected),
                "found": .string(divergence.found),
            ]
        case .unreadable(let reason):
            ["match": false, "error": ["code": "unreadable", "message": .string(reason)]]
        }
    }
}
