/// A transport between two parts of one process: frames are handed over as values, without being encoded.
///
/// ```swift
/// let (kernelEnd, routerEnd) = InProcessTransport<ATPFrame>.pair()
/// try await kernelEnd.send(frame)
/// let same = try await routerEnd.receive()
/// ```
public final class InProcessTransport<Frame: Sendable>: FrameTransport {
    private let outgoing: InProcessChannel
    private let incoming: InProcessChannel

    private init(outgoing: InProcessChannel, incoming: InProcessChannel) {
        self.outgoing = outgoing
        self.incoming = incoming
    }

    /// Makes the two ends of a connection.
    ///
    /// - Parameter capacity: Frames that each direction holds before its senders wait; at least 1.
    public static func pair(capacity: Int = 64) -> (InProcessTransport, InProcessTransport) {
        let forth = InProcessChannel(capacity: capacity)
        let back = InProcessChannel(capacity: capacity)
        return (
            InProcessTransport(outgoing: forth, incoming: back), InProcessTransport(outgoing: back, incoming: forth)
        )
    }

    /// Hands a frame to the other end, waiting while that is behind by the whole capacity.
    ///
    /// - Throws: `transportClosed` when either end was closed, or `cancelled` when the task was; the frame is then not sent.
    public func send(_ frame: Frame) async throws(WireError) {
        try await outgoing.send(frame)
    }

    /// Waits for the next frame from the other end.
    ///
    /// - Returns: `nil` when the connection was closed and every frame sent before was received.
    /// - Throws: `cancelled` when the task was; no frame is lost by it.
    public func receive() async throws(WireError) -> Frame? {
        guard let parcel = try await incoming.receive() else { return nil }
        guard let frame = parcel as? Frame else {
            preconditionFailure("Only the other end, which has the same type of frame, puts frames in.")
        }
        return frame
    }

    /// Ends the connection in both directions and wakes every waiting task; calling it again changes nothing.
    public func close() {
        outgoing.close()
        incoming.close()
    }
}
