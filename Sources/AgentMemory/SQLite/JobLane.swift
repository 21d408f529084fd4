#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The queue between those who enqueue jobs and the one thread that runs them.
///
/// It is apart from ``ThreadExecutor`` so that the thread, which holds the lane, does not keep the executor alive.
final class JobLane: Sendable {
    /// A job and the executor that it must name when it runs; holding the executor keeps it alive until then.
    private typealias Entry = (job: UnownedJob, executor: ThreadExecutor)

    // Safe: made once here, used only through the pthread calls below, freed in deinit.
    private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    // Safe: as `mutex`.
    private nonisolated(unsafe) let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // Safe: touched only while `mutex` is held.
    private nonisolated(unsafe) var pending: [Entry] = []
    // Safe: touched only while `mutex` is held. Saves the wake-up call while the thread is busy.
    private nonisolated(unsafe) var isParked = false
    // Safe: touched only while `mutex` is held.
    private nonisolated(unsafe) var isClosed = false
    // Safe: touched only while `mutex` is held. The thread that runs the jobs, once it has begun.
    private nonisolated(unsafe) var server: pthread_t?

    var isServedByCurrentThread: Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return server.map { pthread_equal(pthread_self(), $0) != 0 } ?? false
    }

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(mutex)
        arrival.deallocate()
        mutex.deallocate()
    }

    func push(_ job: UnownedJob, on executor: ThreadExecutor) {
        pthread_mutex_lock(mutex)
        pending.append((job, executor))
        let mustWake = isParked
        pthread_mutex_unlock(mutex)
        if mustWake { pthread_cond_signal(arrival) }
    }

    /// Lets the thread end once nothing is pending.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(arrival)
    }

    /// The thread's whole life: runs jobs until the lane is closed and empty.
    func serve() {
        pthread_detach(pthread_self())
        pthread_mutex_lock(mutex)
        server = pthread_self()
        pthread_mutex_unlock(mutex)
        // Two arrays change places, so that a busy lane allocates nothing.
        var batch: [Entry] = []
        while takeAll(into: &batch) {
            for entry in batch {
                entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
            }
            batch.removeAll(keepingCapacity: true)
        }
    }

    /// Waits for jobs; `false` when there will be none any more.
    private func takeAll(into batch: inout [Entry]) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while pending.isEmpty && !isClosed {
            isParked = true
            pthread_cond_wait(arrival, mutex)
            isParked = false
        }
        swap(&batch, &pending)
        return !batch.isEmpty
    }
}
