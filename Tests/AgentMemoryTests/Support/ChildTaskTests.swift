internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

/// Not tests by themselves: the work of the processes that ``CrashTests`` and ``SharingTests`` start.
@Suite(.enabled(if: ChildTask.current != nil)) struct ChildTaskTests {
    @Test func doesTheTaskOfItsParent() async throws {
        guard let (task, path) = ChildTask.current else { return }
        switch task {
        case .append, .collect, .prune, .backUp, .rotate:
            break
        case .upsert:
            return try await VectorFile.fill(path) { tell("recorded \($0)") }
        case .fill:
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
            #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #else
            setrlimit(RLIMIT_FSIZE, &limit)
            #endif
        }
        do {
            switch task {
            case .append, .fill: try await append(to: path)
            case .collect, .prune, .backUp, .rotate: try await MaintainedLog(path: path, tell: tell).work(task)
            case .upsert: break
            }
        } catch let error as EventLogError {
            tell("failed \(error.code)")
        }
    }

    private func append(to path: String) async throws {
        let log = try await SQLiteEventLog.open(at: path)
        let draft = try EventDraft.sample(Int(ProcessInfo.processInfo.processIdentifier), padding: 200)
        while true { tell("recorded \(try await log.appendAtEnd(draft, to: SessionID("ses_shared")))") }
    }

    @Sendable private func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
