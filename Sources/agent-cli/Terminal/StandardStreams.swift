#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The three streams that every process starts with, or should.
enum StandardStreams {
    /// Puts `/dev/null` where a stream was closed (`agent-cli … >&-`).
    ///
    /// Otherwise the next file or socket to be opened takes that number, and output goes into it. To be called first.
    static func openClosed() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one.
            _ = open("/dev/null", O_RDWR)
        }
    }
}
