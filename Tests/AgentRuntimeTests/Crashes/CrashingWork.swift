import AgentMemory
import AgentRuntime
import Foundation

/// Two tasks of an agent with real effects, recorded in a folder, in this process or in one that dies of it.
struct CrashingWork: Sendable {
    static let session = SessionID("ses_work")
    static let tasks = ["one", "two"]
    private static let folderVariable = "AGENT_RUNTIME_CRASH_FOLDER"
    private static let eventVariable = "AGENT_RUNTIME_CRASH_EVENT"
    private static let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")

    /// Whether this system lets a program find itself.
    static let canStart = executable != nil

    let folder: String

    var ledger: EffectFile { EffectFile(path: folder + "/ledger.txt") }
    var mails: EffectFile { EffectFile(path: folder + "/mails.txt") }
    var log: String { folder + "/.agent/sessions.sqlite" }

    /// An agent that can do the work.
    func builder() -> AgentBuilder {
        var builder = AgentBuilder(workspace: folder, environment: [:])
        builder.model = ModelRegistration(name: "work", upstreamModel: "work", adapter: WorkModel(), prices: .free)
        builder.tools = [LedgerAdd(ledger), MailSend(mails)]
        builder.policy = OpenPolicy()
        // Often enough that a crash comes between a turn and its snapshot too.
        builder.kernel.snapshotEvents = 10
        return builder
    }

    /// Does what is left of the work and gives the last answer.
    func finish(_ agent: Agent) async throws -> [AgentReply] {
        let session = agent.session(Self.session)
        var replies: [AgentReply] = []
        if try await agent.archive.contains(Self.session) {
            var reply = try await session.resume()
            if reply.outcome.status == .awaitingApproval {
                // Waits as often as it is asked; then a person says what came of it.
                reply = try await session.resume()
                let open = try await agent.archive.state(of: Self.session).openCalls
                reply = try await session.resume(
                    stating: open.map { StatedResult(callID: $0.id, content: "stated") })
            }
            replies.append(reply)
        }
        let begun = try await agent.archive.contains(Self.session) ? agent.archive.state(of: Self.session).turns : 0
        for task in Self.tasks.dropFirst(begun) { replies.append(try await session.ask(task)) }
        return replies
    }

    // MARK: The process that dies

    /// The work for which this process was started, and the event after which it dies, if it was.
    static let current: (work: CrashingWork, event: UInt64?)? = {
        let environment = ProcessInfo.processInfo.environment
        return environment[folderVariable].map { folder in
            (CrashingWork(folder: folder), environment[eventVariable].flatMap { UInt64($0) })
        }
    }()

    /// Starts the work in a process of its own that tells each recorded event, and dies at once behind event `last`.
    func start(dyingBehind last: UInt64?) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = URL(filePath: Self.executable ?? "")
        process.arguments = ["--testing-library", "swift-testing", "--filter", "CrashingWorkTests"]
        var environment = ProcessInfo.processInfo.environment
        environment[Self.folderVariable] = folder
        environment[Self.eventVariable] = last.map(String.init)
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output.fileHandleForReading)
    }
}
