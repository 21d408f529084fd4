#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What a system call gave as the reason of its failure.
struct SystemFailure: Error, CustomStringConvertible {
    let number: Int32

    /// An entry was exchanged for another between being looked at and being opened.
    static let changed = SystemFailure(number: ELOOP)

    /// No such entry.
    var isMissing: Bool { number == ENOENT }
    /// The entry turned out to be a link, or no directory, after all.
    var isUnexpectedKind: Bool { number == ELOOP || number == ENOTDIR || number == EMLINK }

    var description: String { String(cString: strerror(number)) }
}
