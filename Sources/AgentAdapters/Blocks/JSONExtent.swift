/// Tells where a JSON object ends while it is still arriving, in constant time per byte.
///
/// It follows braces, brackets and strings only; whether the object is valid JSON is for a parser to say.
struct JSONExtent: Sendable {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Whether an object began and ended, with nothing but white space behind it.
    private(set) var isComplete = false

    /// Whether the next byte belongs to a string.
    var endsInString: Bool { isInString }

    mutating func scan(_ text: some StringProtocol) {
        for byte in text.utf8 { scan(byte) }
    }

    private mutating func scan(_ byte: UInt8) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            break
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            isComplete = false
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            isComplete = depth == 0
        case UInt8(ascii: "\""):
            isInString = true
            isComplete = false
        default:
            isComplete = false
        }
    }
}
