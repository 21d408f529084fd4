extension JSONValue {
    /// Parses one JSON document (RFC 8259) from UTF-8 bytes, such as `[UInt8]`, an array slice or an unsafe buffer.
    ///
    /// Strict: malformed UTF-8, lone surrogate escapes, a byte order mark and anything after the value are errors.
    /// Duplicate keys and the text of numbers are kept.
    ///
    /// - Parameters:
    ///   - bytes: The whole document.
    ///   - limits: How large and how deep the document may be.
    /// - Throws: ``JSONError`` with the place of the first byte that breaks the grammar or a limit.
    public init(parsing bytes: some Sequence<UInt8>, limits: JSONParsingLimits = JSONParsingLimits()) throws(JSONError)
    {
        if let result = bytes.withContiguousStorageIfAvailable({ Self.parse($0, limits: limits) }) {
            self = try result.get()
        } else {
            self = try Array(bytes).withUnsafeBufferPointer { Self.parse($0, limits: limits) }.get()
        }
    }

    /// Parses one JSON document from text.
    ///
    /// - Throws: ``JSONError``; its offset counts UTF-8 bytes.
    public init(
        parsing text: some StringProtocol, limits: JSONParsingLimits = JSONParsingLimits()
    ) throws(JSONError) {
        try self.init(parsing: text.utf8, limits: limits)
    }

    /// Parses one JSON document from a span of UTF-8 bytes.
    ///
    /// - Throws: ``JSONError`` with the place of the first byte that breaks the grammar or a limit.
    public init(parsing bytes: RawSpan, limits: JSONParsingLimits = JSONParsingLimits()) throws(JSONError) {
        self = try bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: UInt8.self) { Self.parse($0, limits: limits) }
        }.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONParsingLimits
    ) -> Result<JSONValue, JSONError> {
        Result { () throws(JSONError) in
            var parser = try JSONParser(bytes, limits: limits)
            return try parser.document()
        }
    }
}
