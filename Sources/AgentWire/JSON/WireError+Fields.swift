internal import AgentPrimitives

// What a document or payload with a wrong field is refused with.
extension WireError {
    static func field(_ code: Code, path: String, expected: String, found: String) -> WireError {
        WireError(
            code, "expected \(expected) in \(path.isEmpty ? "the document" : path), found \(found); correct the field",
            context: .field(path: path, expected: expected, found: found))
    }

    /// A document that is JSON, but not of the shape that was asked for.
    static func shape(_ code: Code, _ error: JSONShapeError) -> WireError {
        field(code, path: error.path.description, expected: error.expected, found: error.found)
    }

    /// A document that is no JSON.
    static func syntax(_ code: Code, _ error: JSONError) -> WireError {
        WireError(
            error.code == .invalidUTF8 ? .invalidUTF8 : code, "expected a JSON document; \(error)", underlying: error)
    }
}
