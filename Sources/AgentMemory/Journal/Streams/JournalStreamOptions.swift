/// How records travel over a stream.
public struct JournalStreamOptions: Hashable, Sendable {
    /// Records of one stream, at most; the rest is asked for from behind the last one.
    public var records = 100_000
    /// Records that are read from the journal at once.
    public var pageRecords = 64
    /// The largest record as JSON, in bytes.
    public var chunkBytes = 8 << 20

    /// Takes the defaults.
    public init() {}
}
