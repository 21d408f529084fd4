internal import CAgentSystem

extension NetworkError {
    /// The error for a failed system call.
    ///
    /// - Parameter action: Completes the sentence "could not …".
    init(errno: Int32, doing action: String, endpoint: Endpoint? = nil, phase: Phase? = nil) {
        let (code, advice) = Self.meaning(of: errno)
        let target = endpoint.map { " (\($0))" } ?? ""
        self.init(
            code,
            "could not \(action)\(target): \(advice)",
            endpoint: endpoint,
            phase: phase,
            underlying: .system(errno: errno)
        )
    }

    private static func meaning(of errno: Int32) -> (Code, advice: String) {
        switch errno {
        case ECONNREFUSED:
            (.connectionRefused, "nothing listens there; check host and port and whether the server runs")
        case EADDRINUSE:
            (
                .addressInUse,
                "another program listens there; stop it or choose another address (port 0 takes a free one)"
            )
        case EACCES, EPERM:
            (.system, "permission is denied; ports below 1024 and some paths need more rights")
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            (.unreachable, "this machine does not have that address or its family; check the address")
        case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN:
            (.unreachable, "there is no route; check the address and the network")
        case ETIMEDOUT:
            (.timedOut, "the peer did not answer; check the address and firewalls")
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN:
            (.connectionClosed, "the peer closed the connection")
        case EMFILE, ENFILE:
            (.system, "too many open descriptors; close some or raise the limit (ulimit -n)")
        default:
            (.system, SystemErrorText.describe(errno))
        }
    }
}
