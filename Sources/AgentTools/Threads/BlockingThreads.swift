internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Runs tasks whose calls block, such as reading files, on threads of their own.
///
/// The cooperative pool is as wide as the machine has cores, and a blocked pool thread is a core lost to everybody. A
/// thread starts when there is work and none to spare, and ends when there is nothing left; nothing has to be shut down.
final class BlockingThreads: TaskExecutor {
    /// The threads of the `fs.` tools.
    ///
    /// Few, because a disk does not answer sooner for being asked by more.
    static let files = BlockingThreads(maximumThreads: 4)

    private struct State {
        var threads = 0
        /// As long as the number of tasks that run here; the executor makes no work of its own.
        var waiting: [UnownedJob] = []
    }

    private let maximumThreads: Int
    private let state = Mutex(State())

    init(maximumThreads: Int) {
        self.maximumThreads = maximumThreads
    }

    /// Runs `body`, which may block, on one of the threads.
    func run<Output: Sendable>(_ body: @Sendable () async throws -> Output) async throws -> Output {
        try await withTaskExecutorPreference(self) {
            try Task.checkCancellation()
            return try await body()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.waiting.append(job)
            guard state.threads < maximumThreads else { return false }
            state.threads += 1
            return true
        }
        // A system that refuses a thread leaves the caller's own to do the work: slow, but never stuck.
        if needsThread, !startThread() { serve() }
    }

    /// Runs what waits until nothing does.
    private func serve() {
        while let job = takeNext() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func takeNext() -> UnownedJob? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }

    private func startThread() -> Bool {
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let argument = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { argument in
                pthread_detach(pthread_self())
                let pointer: UnsafeMutableRawPointer? = argument
                if let pointer { Unmanaged<BlockingThreads>.fromOpaque(pointer).takeRetainedValue().serve() }
                return nil
            },
            argument.toOpaque())
        if status != 0 { argument.release() }
        return status == 0
    }
}
