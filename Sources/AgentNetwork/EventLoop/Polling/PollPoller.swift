internal import CAgentSystem
internal import Synchronization

/// Every platform: `poll(2)`, made one-shot.
///
/// `poll` is level-triggered, so a direction is asked for only between `rearm` and its next report; otherwise a socket
/// with room to write would keep the loop spinning.
final class PollPoller: Poller {
    private struct Entry {
        let descriptor: Int32
        var interest: Readiness
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        /// A thread is inside `poll` with an older list of descriptors.
        var isPolling = false
    }

    /// POSIX has no flag for a peer that has ended its side only: that looks like data.
    let reportsHangUps = false

    private let state = Mutex(State())
    private let waker: agent_waker

    init() throws(NetworkError) {
        var waker = agent_waker()
        let status = agent_waker_open(&waker)
        self.waker = waker
        guard status == 0 else {
            throw NetworkError(errno: -status, doing: "open the event loop's wake-up descriptor")
        }
    }

    func add(_ descriptor: Int32, token: UInt64) throws(NetworkError) {
        state.withLock { $0.entries[token] = Entry(descriptor: descriptor, interest: []) }
    }

    func rearm(_ token: UInt64, for direction: Readiness) {
        change { $0.entries[token]?.interest.formUnion(direction) }
    }

    func remove(_ descriptor: Int32, token: UInt64) {
        change { $0.entries[token] = nil }
    }

    func wait(timeout: Int32, into events: inout [ReadinessEvent]) {
        var (descriptors, tokens) = state.withLock { state in
            state.isPolling = true
            return watchList(state)
        }
        let count = agent_poll(&descriptors, descriptors.count, timeout)
        if count > 0, descriptors[0].revents != 0 { agent_waker_drain(waker) }
        state.withLock { state in
            state.isPolling = false
            guard count > 0 else { return }
            for (descriptor, token) in zip(descriptors.dropFirst(), tokens) where descriptor.revents != 0 {
                let readiness = Self.readiness(of: Int32(descriptor.revents))
                state.entries[token]?.interest.subtract(readiness)
                events.append(ReadinessEvent(token: token, readiness: readiness))
            }
        }
    }

    func wake() {
        agent_waker_wake(waker)
    }

    func close() {
        agent_waker_close(waker)
    }

    /// The list for `poll`: the waker first, then whoever is interested, beside their tokens.
    private func watchList(_ state: State) -> (descriptors: [pollfd], tokens: [UInt64]) {
        var descriptors = [pollfd(fd: waker.read_end, events: Int16(POLLIN), revents: 0)]
        var tokens: [UInt64] = []
        for (token, entry) in state.entries where !entry.interest.isEmpty {
            var flags: Int32 = 0
            if entry.interest.contains(.read) { flags |= Int32(POLLIN) }
            if entry.interest.contains(.write) { flags |= Int32(POLLOUT) }
            descriptors.append(pollfd(fd: entry.descriptor, events: Int16(flags), revents: 0))
            tokens.append(token)
        }
        return (descriptors, tokens)
    }

    private func change(_ body: (inout State) -> Void) {
        let needsWake = state.withLock { state in
            body(&state)
            return state.isPolling
        }
        if needsWake { wake() }
    }

    private static func readiness(of flags: Int32) -> Readiness {
        var readiness: Readiness = []
        if flags & Int32(POLLIN) != 0 { readiness.insert(.read) }
        if flags & Int32(POLLOUT) != 0 { readiness.insert(.write) }
        if flags & Int32(POLLERR | POLLHUP | POLLNVAL) != 0 { readiness = [.read, .write, .hangUp] }
        return readiness
    }
}
