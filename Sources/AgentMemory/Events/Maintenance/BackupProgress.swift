/// How far a backup has come.
public struct BackupProgress: Hashable, Sendable {
    /// How many pages are copied.
    public let copiedPages: Int
    /// How many pages the file has at present; appends can make it more.
    public let totalPages: Int
}
