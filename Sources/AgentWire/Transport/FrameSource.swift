internal import AgentNetwork

/// Where a ``FrameReader`` gets its frames from: a socket with a decoder, behind calls that never block.
protocol FrameSource: Sendable {
    associatedtype Frame: Sendable

    /// Takes the next frame that has arrived as a whole.
    mutating func next() throws(WireError) -> Frame?

    /// Reads what has arrived, for `next` to look at.
    mutating func fill() throws(WireError) -> FrameSourceFill

    /// Reads what has arrived and forgets it.
    mutating func discard() throws(WireError) -> FrameSourceFill

    /// Calls `action` once when `fill` may find something or never will; false, and no call, when it may at once.
    func whenReadable(_ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void) throws(NetworkError) -> Bool
}

/// What reading came to.
enum FrameSourceFill {
    case some
    /// Nothing is there yet.
    case nothing
    /// The other end sends no more.
    case end
}
