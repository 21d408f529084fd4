extension JSONParser {
    /// Reads the string whose opening quote is at `position`.
    mutating func string() throws(JSONError) -> String {
        let start = position + 1
        let stop = JSONStringScan.run(input, from: start, to: end)
        guard stop.position < end, input[stop.position] == UInt8(ascii: "\"") else {
            return try escapedString(from: start, firstStop: stop)
        }
        position = stop.position + 1
        guard let text = Self.text(bytes(start..<stop.position), isASCII: stop.isASCII) else {
            throw invalidUTF8(start..<stop.position)
        }
        return text
    }

    private mutating func escapedString(from start: Int, firstStop: JSONStringScan.Stop) throws(JSONError) -> String {
        unescaped.removeAll(keepingCapacity: true)
        var isASCII = firstStop.isASCII
        var runStart = start
        position = firstStop.position
        while position < end, input[position] == UInt8(ascii: "\\") {
            unescaped.append(contentsOf: bytes(runStart..<position))
            if try !escape().isASCII { isASCII = false }
            runStart = position
            let stop = JSONStringScan.run(input, from: position, to: end)
            isASCII = isASCII && stop.isASCII
            position = stop.position
        }
        // Whatever breaks the string off, malformed text before it is the first error.
        unescaped.append(contentsOf: bytes(runStart..<position))
        guard let text = unescaped.withUnsafeBufferPointer({ Self.text($0, isASCII: isASCII) }) else {
            throw invalidUTF8(start..<position)
        }
        guard position < end else {
            throw failure(.unexpectedEnd, expected: "'\"' at the end of a string")
        }
        guard input[position] == UInt8(ascii: "\"") else {
            throw failure(
                .controlCharacter, expected: "no control character inside a string",
                advice: "escape it, as in \\n or \\u0000")
        }
        position += 1
        return text
    }

    /// The text of the bytes, or nil when they are not well-formed UTF-8.
    @inline(__always)
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) -> String? {
        // Both check the bytes; `validating` is unspecialised in the standard library and costs 50 ns more a call.
        isASCII ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    /// Reads the escape whose backslash is at `position`, and appends what it stands for, which it returns.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard position + 1 < end else {
            position = end
            throw failure(.unexpectedEnd, expected: "an escape after '\\'")
        }
        let plain: UInt8
        switch input[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = input[position + 1]
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            position += 1
            throw failure(
                .invalidEscape, expected: "one of \" \\ / b f n r t u after '\\'", advice: "write a backslash as \\\\")
        }
        unescaped.append(plain)
        position += 2
        return Unicode.Scalar(plain)
    }

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        var code = UInt32(try hexDigits())
        if code & 0xFC00 == 0xD800, position + 1 < end, input[position] == UInt8(ascii: "\\"),
            input[position + 1] == UInt8(ascii: "u")
        {
            let low = UInt32(try hexDigits())
            guard low & 0xFC00 == 0xDC00 else { throw loneSurrogate(at: start) }
            code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
        }
        guard let scalar = Unicode.Scalar(code) else { throw loneSurrogate(at: start) }
        unescaped.append(contentsOf: scalar.utf8)
        return scalar
    }

    /// Reads the four digits of the `\u` at `position`.
    private mutating func hexDigits() throws(JSONError) -> UInt16 {
        position += 2
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard position < end, let digit = Self.hexDigit(input[position]) else {
                throw failure(.invalidEscape, expected: "four hexadecimal digits after '\\u'")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
