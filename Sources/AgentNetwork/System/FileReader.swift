internal import CAgentSystem

/// An open file, to be read from any thread that may block.
///
/// Closed with its last reference: a read that is under way holds one, so no descriptor is closed under it, and a task that
/// is cancelled while a thread opens a file leaves nothing open.
final class FileReader: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        agent_close(descriptor)
    }

    /// Opens a file below a directory.
    ///
    /// Blocks. Nothing on the way leads out of the directory: no `..`, no absolute path, no symbolic link to elsewhere. Symbolic links
    /// that stay inside are followed where the system checks that by itself (Linux 5.6 and later), elsewhere none is.
    ///
    /// - Parameter isPortable: Does without the help of the system.
    /// - Throws: `system` with the number, among them ENOENT and ENOTDIR, and EXDEV and ELOOP for a way out; `invalidUse`
    ///   when it is the directory that cannot be opened.
    static func open(
        _ path: String, beneath directory: String, isPortable: Bool = false
    ) throws(NetworkError) -> FileReader {
        let root = agent_directory_open(directory)
        guard root >= 0 else {
            throw NetworkError(
                .invalidUse, "could not open the directory of files to serve; check that it exists and may be read",
                underlying: .system(errno: -root))
        }
        defer { agent_close(root) }
        let descriptor = agent_file_open_beneath(root, path, isPortable)
        guard descriptor >= 0 else { throw NetworkError(errno: -descriptor, doing: "open a file to serve") }
        return FileReader(descriptor: descriptor)
    }

    /// What the system tells of the file now; blocks.
    func status() throws(NetworkError) -> FileStatus {
        var raw = agent_file_status()
        let result = agent_file_get_status(descriptor, &raw)
        guard result == 0 else { throw NetworkError(errno: -result, doing: "ask for the size of a file") }
        return FileStatus(raw)
    }

    /// Reads a part, shorter where the file ends; blocks.
    func read(_ range: Range<Int>) throws(NetworkError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count, let start = buffer.baseAddress {
                let offset = Int64(range.lowerBound + count)
                let result = agent_file_read(descriptor, start + count, range.count - count, offset)
                guard result > 0 else {
                    failure = Int32(-result)
                    return
                }
                count += result
            }
        }
        guard failure == 0 else { throw NetworkError(errno: failure, doing: "read a file") }
        return bytes
    }
}

extension FileReader {
    /// The numbers of the system that say what is wrong with a path.
    enum Errno {
        static let noEntry = ENOENT
        static let notDirectory = ENOTDIR
        static let nameTooLong = ENAMETOOLONG
        /// Too many symbolic links, or one where none is followed.
        static let loop = ELOOP
        /// A way out of the directory.
        static let outside = EXDEV
        static let noAccess = EACCES
        /// A socket or a device without a driver.
        static let noDevice = ENXIO
    }
}
