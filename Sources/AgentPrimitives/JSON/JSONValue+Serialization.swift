extension JSONValue {
    /// The document as UTF-8 bytes, with members in order and numbers as they were written.
    public func serialized(_ layout: JSONLayout = .compact) -> [UInt8] {
        var output: [UInt8] = []
        serialize(into: &output, layout: layout)
        return output
    }

    /// Appends the document to `output`, which saves a copy where a buffer exists already.
    public func serialize(into output: inout [UInt8], layout: JSONLayout = .compact) {
        var serializer = JSONSerializer(dialect: PlainJSON(), layout: layout)
        serializer.write(self, to: &output)
    }

    /// The document as text, with members in order and numbers as they were written.
    public func text(_ layout: JSONLayout = .compact) -> String {
        String(decoding: serialized(layout), as: UTF8.self)
    }
}

extension JSONValue: CustomStringConvertible {
    /// The document as text, in the compact layout.
    public var description: String { text() }
}
