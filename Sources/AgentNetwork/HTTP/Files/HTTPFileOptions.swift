/// Limits and habits of an ``HTTPFileResponder``.
public struct HTTPFileOptions: Sendable {
    /// What is sent for a directory, which is never listed; nil for nothing.
    public var indexFile: String? = "index.html"
    /// Files and directories whose names begin with a dot exist.
    public var servesHiddenFiles = false
    /// The `Cache-Control` of responses; nil sends none, which leaves the browser to guess.
    public var cacheControl: String? = "no-cache"
    /// Bytes that are read and sent at once, and up to which a file is sent in one piece (at least 1).
    public var chunkBytes = 128 * 1024
    /// Files that may be open at once; beyond it requests get 503.
    public var maxOpenFiles = 256

    /// Creates the default options.
    public init() {}
}
