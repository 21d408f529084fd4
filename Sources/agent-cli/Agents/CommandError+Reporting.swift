internal import AgentMemory
internal import AgentNetwork
internal import AgentRuntime

extension CommandError {
    /// The line and the exit code for an error that no command has turned into one; see `docs/decisions`.
    init(reporting error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as InputError: self = error.commandError(.failed)
        case is CancellationError: self.init(.cancelled, "cancelled")
        case let error as ConfigurationError: self.init(.usage, sentence: error.message)
        case let error as AgentError: self.init(ExitCode(error.code), sentence: error.message)
        case let error as EventLogError: self.init(error.code == .notFound ? .usage : .failed, sentence: error.message)
        case let error as MemoryError: self.init(.failed, sentence: error.message)
        case let error as ModelError: self.init(ExitCode(error.code), sentence: error.message)
        case let error as NetworkError: self.init(.upstreamFailure, sentence: error.message)
        case let error as KernelError: self.init(.failed, sentence: error.message)
        case let error as PolicyError: self.init(.usage, sentence: error.message)
        case let error as ToolError: self.init(.usage, sentence: error.message)
        case let error as ReplayDivergence: self.init(.failed, "the recording diverges at \(error)")
        case let error as TelemetryError:
            if let cause = error.underlying {
                self.init(reporting: cause)
            } else {
                self.init(.failed, sentence: error.message)
            }
        default:
            self.init(
                .internalError, "a fault of this program: \(error)",
                advice: "the same command again; if it stays, report it with this line")
        }
    }

    /// Takes a message of a module, which says already what was expected, what was found and what to do.
    init(_ exitCode: ExitCode, sentence message: String) {
        self.init(exitCode, message.hasSuffix(".") ? String(message.dropLast()) : message)
    }
}
