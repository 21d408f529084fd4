#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that is only ever read, without locks and without anything made beside it.
final class ReadOnlyFile {
    let count: Int
    private let descriptor: Int32

    /// Opens a regular file; fails with the error number.
    init(_ path: String) throws(SQLiteError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SQLiteError(.cannotOpen, path: path, detail: String(cString: strerror(errno)))
        }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw SQLiteError(.cannotOpen, path: path, detail: "expected a file, found something else")
        }
        count = Int(information.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// The bytes from `offset` on: fewer at the end of the file and where the disk gives no more.
    func bytes(at offset: Int, count wanted: Int) -> [UInt8] {
        let wanted = max(0, min(wanted, count - offset))
        guard wanted > 0, offset >= 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let start = buffer.baseAddress.map { $0 + filled }
                let got = pread(descriptor, start, wanted - filled, off_t(offset + filled))
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { break }
                filled += got
            }
        }
    }
}
