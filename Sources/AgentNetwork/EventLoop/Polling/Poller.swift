/// Waits for descriptors to become ready.
///
/// Every method but `wait` and `close` may be called from any thread.
///
/// The contract lets one caller serve edge-triggered and one-shot mechanisms alike: **after a call has reported "would
/// block", `rearm`; readiness that comes after that call is reported at least once.** More may be reported than was asked
/// for; a caller tries again and finds out.
protocol Poller: AnyObject, Sendable {
    /// Whether a peer that ends its side is reported although nobody has asked for readiness to read.
    var reportsHangUps: Bool { get }
    /// Starts to watch a descriptor; its events carry `token`.
    func add(_ descriptor: Int32, token: UInt64) throws(NetworkError)
    /// Asks for the next readiness in a direction.
    func rearm(_ token: UInt64, for direction: Readiness)
    /// Stops watching; call before the descriptor is closed. An event collected already may still arrive.
    func remove(_ descriptor: Int32, token: UInt64)
    /// Waits until something is ready, `wake` is called or the time is over, and appends what is ready.
    ///
    /// - Parameter timeout: In milliseconds; -1 waits without limit.
    func wait(timeout: Int32, into events: inout [ReadinessEvent])
    /// Ends the current or the next `wait` early.
    func wake()
    /// Gives the poller's own descriptors back; nothing may be called after it.
    func close()
}

/// A report of a ``Poller``.
struct ReadinessEvent: Sendable {
    let token: UInt64
    let readiness: Readiness
}

/// Which mechanism an event loop waits with.
public enum PollingMechanism: Sendable, Hashable {
    /// The best of the platform: epoll on Linux, otherwise `poll(2)`.
    case automatic
    /// `poll(2)`, on every platform; its cost grows with the number of waiting connections.
    case portable

    func makePoller() throws(NetworkError) -> any Poller {
        switch self {
        case .automatic: try makePlatformPoller()
        case .portable: try PollPoller()
        }
    }
}
