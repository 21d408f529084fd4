public import AgentPrimitives

extension WireError {
    /// The failure as a document: `code`, `message`, and the context's values under names of their own.
    ///
    /// For example `{"code":"bufferTooSmall","message":"…","needed":40,"got":39}`. Numbers of 64 bits that a reader might
    /// round are texts in hexadecimal.
    public var json: JSONValue {
        .object(JSONObject([("code", .string(code.description)), ("message", .string(message))] + context.members))
    }
}

extension WireError.Context {
    fileprivate var members: [JSONObject.Element] {
        switch self {
        case .none: []
        case .length(let needed, let got): [("needed", .int(needed)), ("got", .int(got))]
        case .size(let size, let maximum): [("size", .int(size)), ("max", .int(maximum))]
        case .magic(let found): [("found", Self.hexadecimal(UInt64(found)))]
        case .messageType(let byte): [("byte", .int(byte))]
        case .flags(let bits): [("flags", .int(bits))]
        case .reserved(let field, let value): [("field", .string(field)), ("value", .int(value))]
        case .checksum(let expected, let found):
            [("expected", Self.hexadecimal(expected)), ("found", Self.hexadecimal(found))]
        case .field(let path, let expected, let found):
            [("field", .string(path)), ("expected", .string(expected)), ("found", .string(found))]
        case .key(let id): [("key_id", .string(id))]
        }
    }

    private static func hexadecimal(_ number: UInt64) -> JSONValue {
        .string("0x" + String(number, radix: 16))
    }
}
