/// A frame, payload, signature or transport that broke its rules.
public struct WireError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public let code: Code
    /// What was expected, what was found, and what to do.
    public let message: String
    /// The values behind the message.
    public let context: Context
    /// The failure beneath this one, such as a JSON syntax error.
    public let underlying: (any Error)?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, context: Context = .none, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.context = context
        self.underlying = underlying
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension WireError {
    /// The values that a failure is about, for programs that act on them.
    public enum Context: Hashable, Sendable {
        /// The code says it all.
        case none
        /// More bytes are needed than there are.
        case length(needed: Int, got: Int)
        /// A size is over its limit, both in bytes.
        case size(UInt64, maximum: UInt64)
        /// The first four bytes of a frame, as a little-endian number.
        case magic(found: UInt32)
        /// The number that stands for no message type.
        case messageType(byte: UInt8)
        /// All flag bits of a header that sets reserved ones.
        case flags(UInt8)
        /// A field that must be zero holds something.
        case reserved(field: String, value: UInt64)
        /// The checksum computed over the frame, and the one that it carries.
        case checksum(expected: UInt64, found: UInt64)
        /// A field, by its path from the document's root such as `/agents/2/status` (RFC 6901); empty for the whole document.
        case field(path: String, expected: String, found: String)
        /// The identifier of a key.
        case key(String)
    }
}
