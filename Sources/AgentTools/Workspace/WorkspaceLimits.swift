/// How much of a workspace one tool call may look at.
public struct WorkspaceLimits: Hashable, Sendable {
    /// Bytes of one file that are read; 8 MiB unless set.
    ///
    /// What follows is not seen, and the result says so.
    public var maximumFileBytes: Int
    /// Files that one search reads; 5000 unless set.
    public var maximumFiles: Int
    /// Bytes that one search reads; 128 MiB unless set.
    public var maximumTotalBytes: Int
    /// Levels of folders below the starting point; 32 unless set.
    public var maximumDepth: Int
    /// Entries of folders that one listing or search looks at; 100,000 unless set.
    public var maximumEntries: Int

    /// Sets the limits.
    public init(
        maximumFileBytes: Int = 8 << 20, maximumFiles: Int = 5000, maximumTotalBytes: Int = 128 << 20,
        maximumDepth: Int = 32, maximumEntries: Int = 100_000
    ) {
        self.maximumFileBytes = maximumFileBytes
        self.maximumFiles = maximumFiles
        self.maximumTotalBytes = maximumTotalBytes
        self.maximumDepth = maximumDepth
        self.maximumEntries = maximumEntries
    }
}
