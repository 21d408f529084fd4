internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A pipe whose only use is to end a `poll` from another thread.
final class WakePipe: Sendable {
    let readEnd: Int32
    /// `nil` once closed, so that a late wake cannot reach a descriptor that somebody else has opened since.
    private let writeEnd: Mutex<Int32?>

    init() throws(SystemCallError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemCallError() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = Mutex(ends[1])
    }

    func wake() {
        writeEnd.withLock { end in
            guard let end else { return }
            _ = write(end, [1], 1)
        }
    }

    func close() {
        writeEnd.withLock { end in
            guard let open = end else { return }
            closeDescriptor(open)
            closeDescriptor(readEnd)
            end = nil
        }
    }
}

/// The global function, which the method of that name hides.
private func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
}
