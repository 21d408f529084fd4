#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Runs an actor's jobs, first come first served, on a thread of its own.
///
/// For actors whose calls block, such as a database connection: the cooperative pool is as wide as the core count, and a
/// blocked pool thread is a core lost to everybody. The thread ends after the last reference to the executor is gone.
final class ThreadExecutor: SerialExecutor {
    private let lane = JobLane()

    /// Starts the thread.
    ///
    /// - Throws: `StartFailure` when the process may have no more threads.
    init() throws(StartFailure) {
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let argument = Unmanaged.passRetained(lane)
        let status = pthread_create(
            &thread, nil,
            { argument in
                let pointer: UnsafeMutableRawPointer? = argument
                if let pointer { Unmanaged<JobLane>.fromOpaque(pointer).takeRetainedValue().serve() }
                return nil
            },
            argument.toOpaque())
        guard status == 0 else {
            argument.release()
            throw StartFailure(errorNumber: status)
        }
    }

    deinit {
        lane.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        lane.push(UnownedJob(job), on: self)
    }

    func checkIsolated() {
        precondition(lane.isServedByCurrentThread, "Expected to run on the executor's own thread; call its actor.")
    }
}

extension ThreadExecutor {
    /// The system refused another thread.
    struct StartFailure: Error, CustomStringConvertible {
        /// What `pthread_create` returned, such as `EAGAIN`.
        let errorNumber: Int32

        var description: String { "no thread could be started: \(String(cString: strerror(errorNumber)))" }
    }
}
