#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A call to the operating system that failed.
struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    let code: Int32

    /// Takes the reason that the last call of this thread left behind.
    init() {
        code = errno
    }

    /// The system's words, such as `No such file or directory`.
    var description: String { String(cString: strerror(code)) }

    /// Nobody reads what is written.
    var isBrokenPipe: Bool { code == EPIPE }
    /// A signal came first; the call is to be made again.
    var isInterrupted: Bool { code == EINTR }
    /// The descriptor is in non-blocking mode and not ready.
    var isNotReady: Bool { code == EAGAIN || code == EWOULDBLOCK }
}
