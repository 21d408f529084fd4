extension MXPPayload {
    /// One piece of a streamed answer: the delta's UTF-8 text and nothing else (type `StreamChunk`).
    ///
    /// The specification leaves chunks open; raw text is what the JavaScript SDK's mapping sends. A chunk holds whole
    /// characters, so each can be shown as it comes.
    public struct TextChunk: MXPPayloadCoding, Hashable {
        /// The delta.
        public var text: String

        /// Wraps a delta.
        public init(_ text: String) {
            self.text = text
        }

        /// Reads the text.
        ///
        /// - Throws: `invalidUTF8`.
        public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
            guard let text = String(validating: payload, as: UTF8.self) else {
                throw WireError(
                    .invalidUTF8,
                    "expected UTF-8 text in a stream chunk of \(payload.count) bytes; "
                        + "split streams between characters")
            }
            self.text = text
        }

        /// The text's bytes.
        public func encoded() -> [UInt8] { Array(text.utf8) }
    }
}
