extension JSONParser {
    /// The error for the byte at `position`; where the document ends there, the code becomes `unexpectedEnd`.
    func failure(
        _ code: JSONError.Code, expected: String, found: String? = nil, advice: String? = nil
    ) -> JSONError {
        let code = position == end ? .unexpectedEnd : code
        let found = found ?? foundAtPosition
        let advice = advice ?? adviceAtPosition
        return JSONError(code, "expected \(expected), found \(found); \(advice)", at: place(of: position))
    }

    func loneSurrogate(at start: Int) -> JSONError {
        JSONError(
            .loneSurrogate,
            "expected a pair of surrogate escapes (\\uD800-\\uDBFF, then \\uDC00-\\uDFFF), found one without its other "
                + "half; write both halves or \\uFFFD",
            at: place(of: start))
    }

    /// The error for a range that is known not to be well-formed UTF-8.
    func invalidUTF8(_ range: Range<Int>) -> JSONError {
        let offset = range.lowerBound + bytes(range).wellFormedUTF8Count
        return JSONError(
            .invalidUTF8, "expected well-formed UTF-8, found byte \(hex(input[offset])); save the document as UTF-8",
            at: place(of: offset))
    }

    private var foundAtPosition: String {
        guard position < end else { return "the end of the document" }
        let byte = input[position]
        return 0x20...0x7E ~= byte ? "'\(Unicode.Scalar(byte))'" : "byte \(hex(byte))"
    }

    private var adviceAtPosition: String {
        guard position < end else { return "check that the document is complete" }
        switch input[position] {
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return "remove a trailing comma or close what is still open"
        case UInt8(ascii: "'"): return "write strings in double quotes"
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return "remove comments"
        case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "+"):
            return "write a decimal number or null; JSON has no NaN, infinity or plus sign"
        default: return "correct the document here"
        }
    }

    private func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
    }

    private func place(of offset: Int) -> JSONError.Position {
        var line = 1
        var column = 1
        for byte in bytes(0..<offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if !UTF8.isContinuation(byte) {
                column += 1
            }
        }
        return JSONError.Position(offset: offset, line: line, column: column)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The length of the longest start that is well-formed UTF-8 (Unicode 16, table 3-7).
    fileprivate var wellFormedUTF8Count: Int {
        var position = 0
        while position < count {
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch self[position] {
            case 0x00...0x7F: length = 1
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF: length = 3
            case 0xF0...0xF4: length = 4
            default: return position
            }
            switch self[position] {
            case 0xE0: second = 0xA0...0xBF
            case 0xED: second = 0x80...0x9F
            case 0xF0: second = 0x90...0xBF
            case 0xF4: second = 0x80...0x8F
            default: break
            }
            guard position + length <= count else { return position }
            if length > 1, !second.contains(self[position + 1]) { return position }
            if length > 2, !UTF8.isContinuation(self[position + 2]) { return position }
            if length > 3, !UTF8.isContinuation(self[position + 3]) { return position }
            position += length
        }
        return position
    }
}
