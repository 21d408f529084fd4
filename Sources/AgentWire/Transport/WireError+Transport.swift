internal import AgentNetwork

// What the transports of every kind fail with.
extension WireError {
    static let transportClosed = WireError(
        .transportClosed, "expected an open transport, found it closed; open a new one")

    static let cancelled = WireError(
        .cancelled, "expected to wait for the other end, found the task cancelled; nothing was sent or lost")

    /// The socket below failed.
    static func broken(_ error: NetworkError) -> WireError {
        WireError(
            .transportClosed, "expected an open connection, found it broken (\(error.message)); open a new one",
            underlying: error)
    }

    static func truncated(needed: Int, got: Int) -> WireError {
        WireError(
            .truncated,
            "expected the rest of a frame of \(needed) bytes, found the end of the stream after \(got); "
                + "the other end broke off, ask for the frame again",
            context: .length(needed: needed, got: got))
    }
}
