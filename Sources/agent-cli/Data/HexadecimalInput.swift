internal import AgentPrimitives

/// Bytes that an option gives in hexadecimal, or with `-` on standard input; white space between digits counts for nothing.
struct HexadecimalInput: Hashable, Sendable {
    /// The largest text in bytes: digits of the largest MXP message twice over, which leaves room for line ends.
    static let largestText = 64 << 20

    /// The value of the option.
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// - Throws: ``DataFailure`` `invalidHex`, ``InputError`` or `CancellationError`.
    func bytes(from input: InputReader) async throws -> [UInt8] {
        guard text == InputReader.standardInputPath else { return try Self.decode(Array(text.utf8)) }
        return try Self.decode(await input.contents(of: text, limit: Self.largestText))
    }

    static func decode(_ text: [UInt8]) throws(DataFailure) -> [UInt8] {
        let digits = text.filter { !isWhitespace($0) }
        // Text, because that form of the function is compiled for its type where it stands.
        if let bytes = Hexadecimal.decode(String(decoding: digits, as: UTF8.self)) { return bytes }
        guard let offset = text.firstIndex(where: { !isWhitespace($0) && !isDigit($0) }) else {
            throw DataFailure(
                code: "invalidHex", message: "expected two digits for each byte, found \(digits.count) digits")
        }
        let found = Unicode.Scalar(text[offset]).escaped(asASCII: true)
        throw DataFailure(
            code: "invalidHex", message: "expected hexadecimal digits, found \"\(found)\" at byte \(offset) of the text"
        )
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        Unicode.Scalar(byte).properties.isASCIIHexDigit
    }
}
