internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

/// Not tests by themselves: the work of the processes that ``JournalCrashTests`` starts.
@Suite(.enabled(if: MemoryChildTask.current != nil)) struct MemoryChildTaskTests {
    @Test func doesTheTaskOfItsParent() async throws {
        guard let (task, path) = MemoryChildTask.current else { return }
        do {
            switch task {
            case .write:
                try await write(to: path)
            case .remember:
                try await remember(at: path)
            case .fill:
                limitFiles()
                try await write(to: path)
            }
        } catch let error as MemoryError {
            tell("failed \(error.code)")
        }
    }

    private func write(to path: String) async throws {
        let journal = try await EpisodicJournal.open(at: path)
        var number = 0
        while true {
            let receipt = try await journal.write([record(number), record(number + 1)])
            tell("recorded \(receipt.first + 1)")
            number += 1
        }
    }

    private func remember(at path: String) async throws {
        let memory = try await MemoryBus.open(at: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<16 {
                group.addTask {
                    var number = lane
                    while true {
                        try await memory.remember(.sample("\(number)", "word\(number) common text"))
                        tell("recorded \(number)")
                        number += 16
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func record(_ number: Int) -> MemoryRecord {
        .sample("\(number % 50)", "word\(number) common text", tags: ["tag\(number % 3)"])
    }

    private func limitFiles() {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
        #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
        setrlimit(RLIMIT_FSIZE, &limit)
        #endif
    }

    private func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
