/// How a database file is opened.
public struct SQLiteOptions: Hashable, Sendable {
    /// What a commit survives.
    public enum Durability: Hashable, Sendable {
        /// A crash or `kill -9` of the process loses nothing; a power cut may lose the last commits, never the file.
        case normal
        /// Also a power cut loses nothing: every commit waits for the disk, about ten times as long.
        case full
    }

    /// Whether the file may be changed.
    public enum Access: Hashable, Sendable {
        /// Read and write; a missing file is created, and its folder too, for the owner alone.
        case readWrite
        /// Read an existing file, also in a folder that may not be written.
        case readOnly
    }

    /// Whether the file may be changed.
    public var access = Access.readWrite
    /// Whether nobody writes to the file meanwhile, so that it is read without a lock file beside it; counts for reading only,
    /// and only where no commits wait in a log.
    public var isAtRest = false
    /// What a commit survives; by default what a process can do to itself, since agents crash far more often than machines.
    public var durability = Durability.normal
    /// How long to wait for another process that holds the file's lock.
    public var busyTimeout = Duration.seconds(5)
    /// The size of the write-ahead log, in bytes, at which it is moved into the file.
    ///
    /// Four times SQLite's default: an append-only table rewrites its last page at every commit, and a longer log
    /// folds more of those writes into one.
    public var checkpointBytes = 16 << 20

    /// Takes the defaults.
    public init() {}
}
