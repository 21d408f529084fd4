/// How a command ended, for the shell that started it.
enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
    /// Done.
    case success = 0
    /// The asked thing is false or failed: diverged, invalid, a tool error.
    case failed = 1
    /// The command line is wrong.
    case usage = 2
    /// A policy denied it.
    case denied = 3
    /// The budget is used up.
    case budgetExhausted = 4
    /// Cancelled, by Ctrl-C for instance.
    case cancelled = 5
    /// A person has to approve before it goes on.
    case awaitingApproval = 6
    /// The model or the network failed.
    case upstreamFailure = 7
    /// A fault of this program.
    case internalError = 70
}

extension ExitCode {
    /// What the code says, for the documentation.
    var meaning: String {
        switch self {
        case .success: "done"
        case .failed: "the asked thing is false or failed (diverged, invalid, tool error)"
        case .usage: "the command line is wrong"
        case .denied: "denied by policy"
        case .budgetExhausted: "budget exhausted"
        case .cancelled: "cancelled"
        case .awaitingApproval: "waiting for approval"
        case .upstreamFailure: "upstream model or network failure"
        case .internalError: "internal error"
        }
    }
}
