/// What a message from a peer may cost; passing a limit fails the exchange with `limitExceeded`.
public struct HTTPMessageLimits: Sendable {
    /// Bytes of the start line and all fields of one head, or of one trailer section.
    public var maxHeadBytes = 64 * 1024
    /// Bytes of a request's target, that is its path and query; a longer one gets the status 414.
    public var maxTargetBytes = 16 * 1024
    /// Bytes of a request's content, transfer coding removed; more of them get the status 413.
    ///
    /// Responses are limited where they are collected.
    public var maxBodyBytes = 64 * 1024 * 1024
    /// Fields of one head or trailer section.
    public var maxHeaderCount = 128
    /// Bytes of the line that starts a chunk, its extensions included.
    public var maxChunkLineBytes = 1024
    /// Interim responses (status 1xx) before the final one.
    public var maxInterimResponses = 8
    /// Whether a line may end with LF alone (RFC 9112 section 2.2).
    ///
    /// Off, because peers that disagree on where a line ends disagree on where a message ends.
    public var acceptsBareLineFeed = false

    /// Creates the default limits.
    public init() {}
}
