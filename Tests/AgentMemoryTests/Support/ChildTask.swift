internal import Foundation

/// Work that a test gives to a process of its own: this test program, started again for one test.
enum ChildTask: String {
    /// Appends to one session for ever, behind whatever is its end, and tells each event's place.
    case append
    /// As `append`, with a limit on the size of files that stands for a full disk; ends at the first failure.
    case fill
    /// As `append`, while another task deletes unused blobs all the time.
    case collect
    /// As `append`, while another task removes old sessions all the time.
    case prune
    /// As `append`, while another task copies the file all the time.
    case backUp
    /// As `append`, while another task changes the key all the time.
    case rotate
    /// Puts vectors into a store for ever and tells the number of each.
    case upsert

    private static let taskVariable = "AGENT_MEMORY_CHILD_TASK"
    private static let pathVariable = "AGENT_MEMORY_CHILD_PATH"

    /// Whether this system lets a program find itself.
    static let canStart = executable != nil

    private static let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")

    /// What this process was started for, and the log's path; `nil` in an ordinary test run.
    static let current: (task: ChildTask, path: String)? = {
        let environment = ProcessInfo.processInfo.environment
        guard let task = environment[taskVariable].flatMap({ ChildTask(rawValue: $0) }) else { return nil }
        return environment[pathVariable].map { (task, $0) }
    }()

    /// Starts a child process; its standard output goes to `output`.
    func start(path: String, output: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Self.executable ?? "")
        process.arguments = ["--testing-library", "swift-testing", "--filter", "ChildTaskTests"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            [Self.taskVariable: rawValue, Self.pathVariable: path]) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
