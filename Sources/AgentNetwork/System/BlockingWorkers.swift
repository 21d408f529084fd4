internal import Synchronization

/// Threads for calls that block.
///
/// A thread starts when there is work and none to spare, takes what waits, and ends when there is nothing left: nothing has
/// to be shut down. Both the threads and the waiting work are bounded.
final class BlockingWorkers: Sendable {
    private struct State {
        var threads = 0
        var pending: [@Sendable () -> Void] = []
    }

    private let name: String
    private let maxThreads: Int
    private let maxPending: Int
    private let state = Mutex(State())

    init(name: String, maxThreads: Int, maxPending: Int) {
        self.name = name
        self.maxThreads = maxThreads
        self.maxPending = maxPending
    }

    /// Runs `work` on one of the threads, in the order of submission.
    func submit(_ work: @escaping @Sendable () -> Void) throws(NetworkError) {
        enum Admission { case startThread, queued, full }
        let admission = state.withLock { state -> Admission in
            guard state.threads == maxThreads else {
                state.threads += 1
                return .startThread
            }
            guard state.pending.count < maxPending else { return .full }
            state.pending.append(work)
            return .queued
        }
        switch admission {
        case .queued:
            return
        case .full:
            throw NetworkError(
                .limitExceeded, "expected at most \(maxPending) calls to wait for a \(name) thread; try again later")
        case .startThread:
            do throws(NetworkError) {
                try SystemThread.start(name: name) { self.work(startingWith: work) }
            } catch {
                state.withLock { $0.threads -= 1 }
                throw error
            }
        }
    }

    private func work(startingWith first: @Sendable () -> Void) {
        first()
        while let next = takeNext() { next() }
    }

    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.pending.removeFirst()
        }
    }
}
