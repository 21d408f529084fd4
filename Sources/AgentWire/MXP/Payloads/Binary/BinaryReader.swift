internal import AgentPrimitives

/// Reads fixed-width fields out of a binary payload, one after another.
struct BinaryReader {
    private var rest: ArraySlice<UInt8>

    init(_ payload: ArraySlice<UInt8>) {
        rest = payload
    }

    mutating func bytes(_ count: Int, _ field: String) throws(WireError) -> ArraySlice<UInt8> {
        guard rest.count >= count else {
            throw .field(.invalidPayload, path: field, expected: "\(count) bytes", found: "\(rest.count)")
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func integer<Word: FixedWidthInteger & BitwiseCopyable>(
        _ type: Word.Type, _ field: String
    ) throws(WireError) -> Word {
        let word = try bytes(MemoryLayout<Word>.size, field)
        return word.span.bytes.loadLittleEndian(type, at: 0)
    }

    /// A text behind its 16-bit length.
    mutating func text(_ field: String) throws(WireError) -> String {
        let count = try integer(UInt16.self, field)
        guard let text = String(validating: try bytes(Int(count), field), as: UTF8.self) else {
            throw WireError(
                .invalidUTF8, "expected UTF-8 text in \(field); correct the field",
                context: .field(path: field, expected: "UTF-8 text", found: "\(count) other bytes"))
        }
        return text
    }

    mutating func agentID(_ field: String) throws(WireError) -> AgentID {
        let bytes = try bytes(16, field)
        guard let agentID = AgentID(bytes: bytes) else {
            throw .field(.invalidPayload, path: field, expected: "a UUID", found: "\(bytes.count) bytes")
        }
        return agentID
    }

    /// All bytes that are left.
    mutating func remainder() -> ArraySlice<UInt8> {
        defer { rest = [] }
        return rest
    }

    /// Refuses bytes behind the last field: a payload's length is exact, so they mean another layout.
    func finish() throws(WireError) {
        guard rest.isEmpty else {
            throw .field(.invalidPayload, path: "", expected: "the payload to end", found: "\(rest.count) more bytes")
        }
    }
}
