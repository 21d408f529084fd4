internal import CAgentSystem

extension Socket.Attempt {
    /// "Would block", or an error.
    init(errno: Int32) {
        self = errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno: errno)
    }

    /// Sorts the answer of a C call: a result, "would block", or an error.
    init<Status: SignedInteger>(status: Status, _ value: (Status) -> Value) {
        self = status < 0 ? Self(errno: Int32(-status)) : .done(value(status), mayGoOn: true)
    }
}
