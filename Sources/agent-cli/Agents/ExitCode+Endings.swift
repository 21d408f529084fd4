internal import AgentRuntime

extension ExitCode {
    /// How a command ends whose turn ended so.
    init(_ outcome: RunOutcome) {
        switch outcome.status {
        case .completed: self = .success
        case .stepLimit: self = .failed
        case .budgetExhausted: self = .budgetExhausted
        case .denied: self = .denied
        case .awaitingApproval: self = .awaitingApproval
        case .cancelled: self = .cancelled
        case .failed: self = outcome.modelError.map(ExitCode.init) ?? .failed
        }
    }

    /// How a command ends whose model call failed so.
    init(_ code: ModelError.Code) {
        switch code {
        case .unknownModel: self = .usage
        case .invalidRequest: self = .failed
        case .windowExceeded: self = .budgetExhausted
        case .cancelled: self = .cancelled
        default: self = .upstreamFailure
        }
    }

    /// How a command ends that cannot reach its agent.
    init(_ code: AgentError.Code) {
        switch code {
        case .workspace, .model, .unknownSession: self = .usage
        default: self = .failed
        }
    }
}
