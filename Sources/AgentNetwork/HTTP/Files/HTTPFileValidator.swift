/// What tells one state of a file from another.
struct HTTPFileValidator: Equatable {
    let tag: HTTPEntityTag
    /// Seconds since 1970; never later than the response.
    let lastModified: Int64
    /// A change after the response would show in `lastModified` (RFC 9110 section 8.8.2.2).
    let isLastModifiedStrong: Bool

    /// - Parameter now: Seconds since 1970.
    init(_ status: FileStatus, now: Int64) {
        lastModified = min(status.modifiedSeconds, now)
        isLastModifiedStrong = status.modifiedSeconds < now - 1
        let parts = [
            UInt64(bitPattern: status.modifiedSeconds), UInt64(status.modifiedNanoseconds), UInt64(status.size),
        ]
        let text = ([status.inode] + parts).map { String($0, radix: 16) }.joined(separator: "-")
        // A file may change twice within what its clock can tell apart, so one that has just changed has a weak tag.
        tag = HTTPEntityTag(text, isWeak: !isLastModifiedStrong)
    }
}
