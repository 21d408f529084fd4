#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// An open file or directory; closed with the last reference to it.
final class Descriptor: Sendable {
    let raw: Int32

    private init(owning raw: Int32) {
        self.raw = raw
    }

    deinit {
        _ = close(raw)
    }

    /// Opens a directory by its path; links in it are followed.
    static func directory(at path: String) throws(SystemFailure) -> Descriptor {
        try opened(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }

    /// Opens an entry of this directory as a directory; fails when it is a link.
    func directory(named name: String) throws(SystemFailure) -> Descriptor {
        try Self.opened(openat(raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    }

    /// Opens an entry of this directory for reading, without waiting for the other end of a pipe; fails when it is a link.
    func file(named name: String) throws(SystemFailure) -> Descriptor {
        try Self.opened(openat(raw, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC))
    }

    /// What an entry of this directory is; a link is not followed.
    func status(ofEntry name: String) throws(SystemFailure) -> FileStatus {
        var status = stat()
        guard fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw SystemFailure(number: errno) }
        return FileStatus(status)
    }

    /// What is open here.
    func status() throws(SystemFailure) -> FileStatus {
        var status = stat()
        guard fstat(raw, &status) == 0 else { throw SystemFailure(number: errno) }
        return FileStatus(status)
    }

    /// Where an entry of this directory, a link, points to.
    func target(ofLink name: String) throws(SystemFailure) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlinkat(raw, name, &buffer, buffer.count)
        guard count >= 0 else { throw SystemFailure(number: errno) }
        return String(decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Names of the entries of this directory, at most `limit`, and whether there are more; those that are not UTF-8 are left out.
    func entryNames(limit: Int) throws(SystemFailure) -> (names: [String], isComplete: Bool) {
        // A second descriptor, because the stream takes over the one it is given.
        let copy = openat(raw, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else {
            let failure = SystemFailure(number: errno)
            if copy >= 0 { _ = close(copy) }
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(validatingCString: $0)
                }
            }
            guard let name, name != ".", name != ".." else { continue }
            guard names.count < limit else { return (names, false) }
            names.append(name)
        }
        return (names, true)
    }

    /// The first `limit` bytes, or all there are.
    func contents(limit: Int) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        let size = try status().size
        while bytes.count < limit {
            // One byte more than the file says, so that its end is found without another round.
            let room = min(limit - bytes.count, max(4096, min(size - bytes.count + 1, 4 << 20)))
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: room))
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(raw, buffer.baseAddress.map { $0 + start }, room)
            }
            let number = errno
            bytes.removeLast(room - max(0, count))
            if count == 0 { break }
            if count < 0, number != EINTR { throw SystemFailure(number: number) }
        }
        return bytes
    }

    private static func opened(_ raw: Int32) throws(SystemFailure) -> Descriptor {
        guard raw >= 0 else { throw SystemFailure(number: errno) }
        return Descriptor(owning: raw)
    }
}
