internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The place of a database file: says plainly what is wrong with it, and creates what is missing.
struct SQLiteLocation {
    let path: String

    /// One file is created at a time: closing a descriptor drops every lock that this process holds on the file, so
    /// no other connection of this process may have opened it in between.
    private static let creation = Mutex(())

    init(_ path: String) {
        self.path = path
    }

    /// The path as SQLite takes it: never one of its special names, such as `:memory:` or `file:…`.
    var openingPath: String { path.utf8.first == UInt8(ascii: "/") ? path : "./" + path }

    /// The path as a URI of a file that nobody changes, which SQLite opens without locks or a write-ahead log.
    var immutableURI: String {
        var uri = "file:"
        for byte in openingPath.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16)
                uri += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return uri + "?immutable=1"
    }

    /// Whether commits wait in a write-ahead log beside the file.
    var hasPendingCommits: Bool {
        if case .file(let isEmpty) = Entry(at: path + "-wal") { !isEmpty } else { false }
    }

    /// Checks the place and, for writing, creates a missing file and its folders for the owner alone.
    func prepare(for access: SQLiteOptions.Access) throws(SQLiteError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw SQLiteError(.cannotOpen, path: path, detail: "the path is empty or holds a NUL character")
        }
        try Self.creation.withLock { _ throws(SQLiteError) in
            switch Entry(at: path) {
            case .file:
                return
            case .folder:
                throw SQLiteError(.cannotOpen, path: path, detail: "expected a file, found a folder")
            case .other:
                throw SQLiteError(.cannotOpen, path: path, detail: "expected a file, found a device, pipe or socket")
            case .absent(ENOENT) where access == .readWrite:
                try createFolder(Self.parent(of: path))
                try createFile()
            case .absent(let number):
                throw failure(number)
            }
        }
    }

    private func createFile() throws(SQLiteError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        let number = errno
        if descriptor >= 0 {
            close(descriptor)
        } else if number != EEXIST {
            throw failure(number)
        }
    }

    private func createFolder(_ folder: String) throws(SQLiteError) {
        let parent = Self.parent(of: folder)
        var number = Self.makeFolder(folder)
        if number == ENOENT, parent != folder {
            try createFolder(parent)
            number = Self.makeFolder(folder)
        }
        if number != 0 { throw failure(number) }
    }

    /// Makes one folder unless it is there; 0 or the error number.
    private static func makeFolder(_ folder: String) -> Int32 {
        guard mkdir(folder, 0o700) != 0 else { return 0 }
        let number = errno
        guard number == EEXIST else { return number }
        guard case .folder = Entry(at: folder) else { return ENOTDIR }
        return 0
    }

    private func failure(_ number: Int32) -> SQLiteError {
        let reason: SQLiteError.Reason =
            switch number {
            case EACCES, EPERM, EROFS: .readOnly
            case ENOSPC, EDQUOT: .full
            default: .cannotOpen
            }
        return SQLiteError(reason, path: path, detail: String(cString: strerror(number)))
    }

    private static func parent(of path: String) -> String {
        let trimmed = path.utf8.reversed().drop { $0 == UInt8(ascii: "/") }
        let parent = trimmed.drop { $0 != UInt8(ascii: "/") }.drop { $0 == UInt8(ascii: "/") }
        if parent.isEmpty { return path.utf8.first == UInt8(ascii: "/") ? "/" : "." }
        return String(decoding: parent.reversed(), as: UTF8.self)
    }
}

extension SQLiteLocation {
    /// What a path leads to.
    private enum Entry {
        case file(isEmpty: Bool)
        case folder
        case other
        /// Nothing, for the reason that the error number tells.
        case absent(Int32)

        init(at path: String) {
            var information = stat()
            guard stat(path, &information) == 0 else {
                self = .absent(errno)
                return
            }
            self =
                switch information.st_mode & S_IFMT {
                case S_IFREG: .file(isEmpty: information.st_size == 0)
                case S_IFDIR: .folder
                default: .other
                }
        }
    }
}
