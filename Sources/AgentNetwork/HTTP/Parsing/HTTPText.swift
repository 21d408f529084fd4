/// Text of start lines and fields: UTF-8 where it is valid, otherwise ISO 8859-1, so that no byte is lost.
enum HTTPText {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
