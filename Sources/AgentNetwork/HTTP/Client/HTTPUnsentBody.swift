/// What is left of a request after the first try to send it.
struct HTTPUnsentBody: Sendable {
    /// Bytes that found no room; they go first.
    var rest: ArraySlice<UInt8>?
    /// What has to be sent, or produced, after them.
    var content = HTTPBody.Content.empty
}
