internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Ctrl-C and SIGTERM: the first cancels, one more before what was cancelled has ended ends the process on the spot.
///
/// Handlers are used rather than ignored signals with a dispatch source, because child processes would inherit the ignoring.
struct InterruptSignals: Sendable {
    /// Readable once a signal has come.
    private let readEnd: Int32

    /// Takes the signals over; to be called once in a process.
    init() throws(SystemCallError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemCallError() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        // Reading the counter here also initialises it, which a signal handler must not do.
        Self.received.store(0, ordering: .relaxed)
        Self.wakeEnd.store(ends[1], ordering: .sequentiallyConsistent)
        signal(SIGINT, Self.handler)
        signal(SIGTERM, Self.handler)
    }

    /// Runs `cancel` for every signal that counts as a first one, on a thread of its own.
    func onFirst(_ cancel: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "agent-cli.signals").async {
            var byte: UInt8 = 0
            while true {
                let count = read(readEnd, &byte, 1)
                if count == 1 { cancel() } else if count == 0 || !SystemCallError().isInterrupted { return }
            }
        }
    }

    /// Lets the next signal count as a first one.
    static func rearm() {
        received.store(0, ordering: .relaxed)
    }

    /// Signals since the last first one was dealt with.
    private static let received = Atomic<Int>(0)
    /// The end of the pipe that the handler writes to.
    private static let wakeEnd = Atomic<Int32>(-1)

    /// Calls only what a signal handler may: atomics, `write` and `_exit`.
    private static let handler: @convention(c) (Int32) -> Void = { _ in
        guard received.add(1, ordering: .relaxed).oldValue == 0 else { _exit(ExitCode.cancelled.rawValue) }
        let interrupted = errno
        var byte: UInt8 = 1
        _ = write(wakeEnd.load(ordering: .relaxed), &byte, 1)
        errno = interrupted
    }
}
