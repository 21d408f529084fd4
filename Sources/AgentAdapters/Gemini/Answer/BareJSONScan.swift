/// Finds where a stream of server-sent events goes on as bare JSON: Gemini reports some errors in mid-stream that way.
///
/// No field of an event begins with a brace or a bracket.
struct BareJSONScan: Sendable {
    private var isAtLineStart = true

    /// The index of the brace or bracket that begins a line; `nil` when no line begins so.
    mutating func start(in bytes: [UInt8]) -> Int? {
        for (index, byte) in bytes.enumerated() {
            if isAtLineStart, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return index }
            isAtLineStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
        return nil
    }
}
