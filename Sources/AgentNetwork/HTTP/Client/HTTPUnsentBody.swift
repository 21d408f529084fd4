/// What is left of a request after the first try to send it.
enum HTTPUnsentBody: Sendable {
    case bytes(ArraySlice<UInt8>)
    /// `head` is the part of the head that found no room.
    case stream(
        head: ArraySlice<UInt8>?, length: Int?, write: @Sendable (HTTPBodyWriter) async throws -> Void)
}
