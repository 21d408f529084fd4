/// What a collection of unused blobs came to.
public struct GarbageReport: Hashable, Sendable {
    /// How many blobs were deleted.
    public internal(set) var blobs = 0
    /// How many bytes they held; the file keeps the space for what is written next.
    public internal(set) var bytes = 0
    /// How many blobs nothing points to by its columns, but the text of an event or of a snapshot names.
    public internal(set) var named = 0
}
