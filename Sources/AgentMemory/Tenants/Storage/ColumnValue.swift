/// A value for a parameter of a statement.
enum ColumnValue {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    static func integer(_ value: Int) -> ColumnValue { .integer(Int64(value)) }

    static func integer(_ value: Int64?) -> ColumnValue { value.map { .integer($0) } ?? .null }

    static func text(_ value: String?) -> ColumnValue { value.map { .text($0) } ?? .null }

    static func blob(_ value: [UInt8]?) -> ColumnValue { value.map { .blob($0) } ?? .null }
}

extension SQLiteStatement {
    /// Binds values from a parameter on, and calls `body` while their memory stays where it is.
    func withBound<Value>(
        _ values: ArraySlice<ColumnValue>, from index: Int32, _ body: () throws -> Value
    ) throws -> Value {
        guard let value = values.first else { return try body() }
        let rest = values.dropFirst()
        switch value {
        case .integer(let integer): try bind(integer, at: index)
        case .text(let text): try bind(text, at: index)
        case .blob(let bytes):
            return try bytes.withUnsafeBufferPointer { bytes in
                try bind(uncopiedBlob: bytes, at: index)
                return try withBound(rest, from: index + 1, body)
            }
        case .null: break  // What is not bound is NULL.
        }
        return try withBound(rest, from: index + 1, body)
    }
}
