/// Failures of a server on their way to standard error.
///
/// A failure is noted where nothing may wait, and written from a task of its own. When they come faster than they can be
/// written, the oldest of them go: the newest tell more.
struct FailureReport: Sendable {
    private static let capacity = 64

    private let io: CommandIO
    private let lines: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init(_ io: CommandIO) {
        self.io = io
        (lines, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    /// Takes a failure without waiting.
    var note: @Sendable (any Error) -> Void {
        { [continuation] error in continuation.yield("\(CommandError(reporting: error))") }
    }

    /// Writes what is noted while `work` runs, and what is left after.
    func writing(_ work: @escaping @Sendable () async -> Void) async {
        await withDiscardingTaskGroup { tasks in
            tasks.addTask {
                await work()
                continuation.finish()
            }
            for await line in lines {
                await io.errors.writeLine(io.errorStyle.red("error:") + " " + line)
                await io.errors.flush()
            }
        }
    }
}
