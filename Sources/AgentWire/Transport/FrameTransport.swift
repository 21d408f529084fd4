/// One end of a two-way connection that carries whole frames in order.
///
/// In one process frames are handed over as values; between processes a transport also encodes them. Whoever uses one
/// cannot tell which it is.
///
/// Any number of tasks may send and receive at once; each frame reaches one receiver. Close a transport when done with it:
/// an end that is merely forgotten keeps the other one waiting.
public protocol FrameTransport<Frame>: Sendable {
    /// What travels.
    associatedtype Frame: Sendable

    /// Hands a frame over, waiting while the other end is behind.
    ///
    /// - Throws: `transportClosed` when either end was closed, or `cancelled` when the task was; the frame is then not sent.
    func send(_ frame: Frame) async throws(WireError)

    /// Waits for the next frame.
    ///
    /// - Returns: `nil` when the connection was closed and every frame sent before was received.
    /// - Throws: `cancelled` when the task was; no frame is lost by it.
    func receive() async throws(WireError) -> Frame?

    /// Ends the connection in both directions; calling it again changes nothing.
    func close()
}
