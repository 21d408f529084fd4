/// How a backup goes about its work.
public struct BackupOptions: Hashable, Sendable {
    /// So many pages are copied at a time; other calls come between.
    public var pagesPerStep = 512
    /// Whether the copy is verified, event by event, before it gets its name.
    public var verifies = true

    /// Takes the defaults.
    public init() {}
}
