internal import CAgentSystem
internal import Synchronization

/// A fixed set of event loops over which connections are spread.
///
/// End it with ``shutdown()``: its threads keep it alive until then.
public final class EventLoopGroup: Sendable {
    /// The loops, in the order in which new connections go to them.
    public let loops: [EventLoop]
    private let turn = Atomic<Int>(0)
    private let isShared: Bool

    /// Starts the loops' threads.
    ///
    /// - Parameters:
    ///   - loopCount: How many threads (at least 1); by default one for each processor that the process may use.
    ///   - polling: How they wait for sockets.
    /// - Throws: `system` when descriptors or threads are exhausted.
    public convenience init(
        loopCount: Int? = nil,
        polling: PollingMechanism = .automatic
    ) throws(NetworkError) {
        try self.init(loopCount: loopCount ?? Int(agent_processor_count()), polling: polling, isShared: false)
    }

    private init(loopCount: Int, polling: PollingMechanism, isShared: Bool) throws(NetworkError) {
        precondition(loopCount > 0, "an event loop group has at least one loop")
        var loops: [EventLoop] = []
        do throws(NetworkError) {
            for index in 0..<loopCount {
                loops.append(try EventLoop(name: "event-loop-\(index)", polling: polling))
            }
        } catch {
            for loop in loops { loop.beginShutdown() }
            throw error
        }
        self.loops = loops
        self.isShared = isShared
    }

    /// The group of the process, started on first use; it is never shut down.
    public static var shared: EventLoopGroup {
        get throws(NetworkError) {
            try sharedGroup.withLock { group throws(NetworkError) in
                if let group { return group }
                let new = try EventLoopGroup(
                    loopCount: Int(agent_processor_count()), polling: .automatic, isShared: true)
                group = new
                return new
            }
        }
    }

    /// The given group, or the shared one.
    static func resolve(_ group: EventLoopGroup?) throws(NetworkError) -> EventLoopGroup {
        if let group { return group }
        return try shared
    }

    /// Kept as an optional and not as a constant, so that a failure to start is reported and the next call tries again.
    private static let sharedGroup = Mutex<EventLoopGroup?>(nil)

    /// The loop for a new connection: the caller's own where it is in the group, otherwise the next in turn.
    public func next() -> EventLoop {
        if let current = loops.first(where: \.isCurrent) { return current }
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: index) % UInt(loops.count))]
    }

    /// Closes every socket of the group and ends its threads; without effect on ``shared``.
    public func shutdown() async {
        guard !isShared else { return }
        for loop in loops { await loop.shutdown() }
    }
}
