internal import Foundation

/// As ``ChildTask``, for memories: work in a process of its own.
enum MemoryChildTask: String {
    /// Writes records to a journal for ever, some of which replace others, and tells each one's place.
    case write
    /// As `write`, through a bus with many callers at once.
    case remember
    /// As `write`, with a limit on the size of files that stands for a full disk; ends at the first failure.
    case fill

    private static let taskVariable = "AGENT_MEMORY_JOURNAL_TASK"
    private static let pathVariable = "AGENT_MEMORY_JOURNAL_PATH"

    /// What this process was started for, and the journal's path; `nil` in an ordinary test run.
    static let current: (task: MemoryChildTask, path: String)? = {
        let environment = ProcessInfo.processInfo.environment
        guard let task = environment[taskVariable].flatMap({ MemoryChildTask(rawValue: $0) }) else { return nil }
        return environment[pathVariable].map { (task, $0) }
    }()

    /// Starts a child process.
    func start(path: String) throws -> ChildProcess {
        try ChildProcess { output in
            let process = Process()
            process.executableURL = URL(
                filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            process.arguments = ["--testing-library", "swift-testing", "--filter", "MemoryChildTaskTests"]
            process.environment = ProcessInfo.processInfo.environment.merging(
                [Self.taskVariable: rawValue, Self.pathVariable: path]) { $1 }
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }
    }
}
