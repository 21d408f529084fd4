internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct WireErrorTests {
    @Test func codesHaveTheirNames() {
        let names: [(WireError.Code, String)] = [
            (.invalidMagic, "invalidMagic"), (.invalidMessageType, "invalidMessageType"),
            (.checksumMismatch, "checksumMismatch"), (.payloadTooLarge, "payloadTooLarge"),
            (.bufferTooSmall, "bufferTooSmall"), (.reservedFieldNonZero, "reservedFieldNonZero"),
            (.invalidFlags, "invalidFlags"), (.trailingBytes, "trailingBytes"), (.invalidUTF8, "invalidUTF8"),
        ]
        for (code, name) in names { #expect(code.description == name) }
    }

    @Test func documentsNameTheValues() {
        let cases: [(WireError, JSONValue)] = [
            (.bufferTooSmall(needed: 40, got: 39), ["needed": 40, "got": 39]),
            (.invalidMagic(0xDEAD_BEEF), ["found": "0xdeadbeef"]),
            (.reservedFieldNonZero("header.reserved", 7), ["field": "header.reserved", "value": 7]),
            (.invalidMessageType(0x80), ["byte": 128]),
            (.invalidFlags(MXPMessage.Flags(rawValue: 0x10)), ["flags": 16]),
            (.payloadTooLarge(.max, maximum: 16), ["size": .int(UInt64.max), "max": 16]),
            (.checksumMismatch(expected: 1, found: .max), ["expected": "0x1", "found": "0xffffffffffffffff"]),
            (
                .field(.invalidFrame, path: "/ttl", expected: "a", found: "b"),
                ["field": "/ttl", "expected": "a", "found": "b"]
            ),
            (WireError(.unknownKey, "m", context: .key("k")), ["key_id": "k"]),
            (WireError(.transportClosed, "m"), [:]),
        ]
        for (error, values) in cases {
            var expected: JSONObject = [
                "code": .string(error.code.description), "message": .string(error.message),
            ]
            for (name, value) in values.objectValue ?? [:] { expected[name] = value }
            #expect(error.json == .object(expected))
        }
    }
}
