/// What is wrong with the bytes of an event stream.
enum EventStreamError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which part of a message a checksum covers.
    enum Part: String, Hashable, Sendable {
        /// The two lengths at the start.
        case prelude
        /// Everything before the last four bytes.
        case message
    }

    /// A checksum that does not fit: the one that the message states, and the one that its bytes give.
    case checksumMismatch(Part, expected: UInt32, found: UInt32)
    /// A message that is longer than the reader takes.
    case tooLarge(limit: Int, found: Int)
    /// Lengths that do not fit each other.
    case invalidLength(total: Int, headers: Int)
    /// A header that breaks its format.
    case invalidHeader(String)
    /// The stream ended within a message.
    case truncated(expected: Int, found: Int)

    var description: String {
        switch self {
        case .checksumMismatch(let part, let expected, let found):
            "expected the \(part.rawValue) checksum 0x\(String(expected, radix: 16)), "
                + "found 0x\(String(found, radix: 16)); the bytes were changed on their way"
        case .tooLarge(let limit, let found):
            "expected a message of at most \(limit) bytes, found one of \(found)"
        case .invalidLength(let total, let headers):
            "expected lengths that fit each other, found \(total) bytes in all and \(headers) of headers"
        case .invalidHeader(let reason):
            "expected a message header, found \(reason)"
        case .truncated(let expected, let found):
            "expected a message of \(expected) bytes, found \(found) before the stream ended"
        }
    }
}
