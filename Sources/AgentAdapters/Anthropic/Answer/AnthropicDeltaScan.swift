internal import AgentPrimitives

/// Reads the events that make up nearly all of a stream without building a JSON value.
///
/// It knows one spelling, the provider's own with any white space between tokens:
/// `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"…"}}`. For everything else it gives `nil`,
/// and the event is read in full.
struct AnthropicDeltaScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    static func delta(in data: String) -> AnthropicDelta? {
        data.utf8.withContiguousStorageIfAvailable { bytes in
            var scan = AnthropicDeltaScan(bytes: bytes)
            return scan.run()
        } ?? nil
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func run() -> AnthropicDelta? {
        guard take("{"), take("\"type\""), take(":"), take("\"content_block_delta\""), take(","),
            take("\"index\""), take(":"), let index = number(), take(","),
            take("\"delta\""), take(":"), take("{"), take("\"type\""), take(":")
        else { return nil }
        let kind: AnthropicDelta.Kind
        if take("\"text_delta\"") {
            guard take(","), take("\"text\"") else { return nil }
            kind = .text
        } else if take("\"input_json_delta\"") {
            guard take(","), take("\"partial_json\"") else { return nil }
            kind = .input
        } else if take("\"thinking_delta\"") {
            guard take(","), take("\"thinking\"") else { return nil }
            kind = .thinking
        } else {
            return nil
        }
        guard take(":"), let text = string(), take("}"), take("}") else { return nil }
        skipSpace()
        return position == bytes.count ? AnthropicDelta(kind: kind, index: index, text: text) : nil
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    /// Takes a token, and white space before it.
    private mutating func take(_ token: StaticString) -> Bool {
        skipSpace()
        let count = token.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        for offset in 0..<count where bytes[position + offset] != token.utf8Start[offset] { return false }
        position += count
        return true
    }

    private mutating func number() -> Int? {
        skipSpace()
        var value = 0
        let start = position
        while position < bytes.count, position - start < 9, case let digit = bytes[position],
            digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9")
        {
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
            position += 1
        }
        return position > start ? value : nil
    }

    /// Takes a string; one with escapes is left to the JSON parser.
    private mutating func string() -> String? {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let opening = position
        var hasEscape = false
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] >= UInt8(ascii: " ") else { return nil }
            if bytes[position] == UInt8(ascii: "\\") {
                hasEscape = true
                position += 1
            }
            position += 1
        }
        guard position < bytes.count else { return nil }
        position += 1
        let range = hasEscape ? opening..<position : opening + 1..<position - 1
        let literal = UnsafeBufferPointer(rebasing: bytes[range])
        return hasEscape ? (try? JSONValue(parsing: literal))?.stringValue : String(decoding: literal, as: UTF8.self)
    }
}
