internal import AgentMemory

extension ExitCode {
    /// How a command ends whose call of the memory failed so.
    init(_ code: MemoryError.Code) {
        switch code {
        case .denied: self = .denied
        case .escalated: self = .awaitingApproval
        case .invalid: self = .usage
        default: self = .failed
        }
    }
}
