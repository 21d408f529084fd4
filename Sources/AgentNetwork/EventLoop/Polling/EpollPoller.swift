#if os(Linux)
internal import CAgentSystem

/// Linux: epoll, edge-triggered.
///
/// Edges suit the way sockets are used here: every call is tried first and waited for only after "would block". One
/// registration per connection then lasts for its whole life and `rearm` costs nothing, where level-triggered polling
/// pays a system call for each change between "waiting" and "not waiting".
final class EpollPoller: Poller {
    private let epoll: Int32
    private let waker: agent_waker
    /// The waker's token; those of descriptors start at 1.
    private static let wakeToken: UInt64 = 0
    private static let batchSize = 256

    /// `EPOLLRDHUP` is part of every registration.
    let reportsHangUps = true

    init() throws(NetworkError) {
        epoll = agent_epoll_open()
        guard epoll >= 0 else { throw NetworkError(errno: -epoll, doing: "open an epoll descriptor") }
        var waker = agent_waker()
        var status = agent_waker_open(&waker)
        self.waker = waker
        if status == 0 {
            status = agent_epoll_add_level(epoll, waker.read_end, Self.wakeToken)
            if status < 0 { agent_waker_close(waker) }
        }
        guard status >= 0 else {
            agent_close(epoll)
            throw NetworkError(errno: -status, doing: "open the event loop's wake-up descriptor")
        }
    }

    func add(_ descriptor: Int32, token: UInt64) throws(NetworkError) {
        let status = agent_epoll_add(epoll, descriptor, token)
        guard status == 0 else { throw NetworkError(errno: -status, doing: "watch a socket") }
    }

    func rearm(_ token: UInt64, for direction: Readiness) {}

    func remove(_ descriptor: Int32, token: UInt64) {
        _ = agent_epoll_remove(epoll, descriptor)
    }

    func wait(timeout: Int32, into events: inout [ReadinessEvent]) {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batchSize) { buffer in
            guard let start = buffer.baseAddress else { return }
            let count = agent_epoll_wait(epoll, start, Int32(buffer.count), timeout)
            guard count > 0 else { return }
            for index in 0..<Int(count) {
                let token = agent_epoll_token(start + index)
                if token == Self.wakeToken {
                    agent_waker_drain(waker)
                } else {
                    events.append(ReadinessEvent(token: token, readiness: Self.readiness(of: start[index].events)))
                }
            }
        }
    }

    func wake() {
        agent_waker_wake(waker)
    }

    func close() {
        agent_waker_close(waker)
        agent_close(epoll)
    }

    private static func readiness(of flags: UInt32) -> Readiness {
        var readiness: Readiness = []
        if flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0 { readiness.insert(.read) }
        if flags & EPOLLOUT.rawValue != 0 { readiness.insert(.write) }
        if flags & EPOLLRDHUP.rawValue != 0 { readiness.insert(.hangUp) }
        if flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { readiness = [.read, .write, .hangUp] }
        return readiness
    }
}

func makePlatformPoller() throws(NetworkError) -> any Poller {
    try EpollPoller()
}
#else
func makePlatformPoller() throws(NetworkError) -> any Poller {
    try PollPoller()
}
#endif
