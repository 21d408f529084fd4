#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What the system knows of a file or directory.
struct FileStatus: Sendable {
    /// The kinds of entries that make a difference here.
    enum Kind: String, Sendable {
        case file, directory, link
        /// A pipe, socket or device; never opened.
        case special
    }

    let kind: Kind
    /// In bytes.
    let size: Int

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .link
        default: kind = .special
        }
        size = Int(status.st_size)
    }
}
