// What a damaged MXP frame is refused with.
extension WireError {
    static func bufferTooSmall(needed: Int, got: Int) -> WireError {
        WireError(
            .bufferTooSmall, "expected at least \(needed) bytes, found \(got); wait for the rest of the frame",
            context: .length(needed: needed, got: got))
    }

    static func invalidMagic(_ found: UInt32) -> WireError {
        WireError(
            .invalidMagic,
            "expected the bytes 31 50 58 4d at the start, found the number 0x\(String(found, radix: 16)); "
                + "the sender does not speak MXP 0.2",
            context: .magic(found: found))
    }

    static func reservedFieldNonZero(_ field: String, _ value: UInt64) -> WireError {
        WireError(
            .reservedFieldNonZero, "expected 0 in \(field), found \(value); the sender speaks a later version",
            context: .reserved(field: field, value: value))
    }

    static func invalidMessageType(_ byte: UInt8) -> WireError {
        WireError(
            .invalidMessageType,
            "expected one of the eleven message types, found 0x\(String(byte, radix: 16)); send a type of MXP 0.2",
            context: .messageType(byte: byte))
    }

    static func invalidFlags(_ flags: MXPMessage.Flags) -> WireError {
        WireError(
            .invalidFlags,
            "expected only flag bits 0 to 3, found 0x\(String(flags.rawValue, radix: 16)); clear the others",
            context: .flags(flags.rawValue))
    }

    static func payloadTooLarge(_ size: UInt64, maximum: Int) -> WireError {
        WireError(
            .payloadTooLarge, "expected at most \(maximum) payload bytes, found \(size); split the payload",
            context: .size(size, maximum: UInt64(maximum)))
    }

    static func checksumMismatch(expected: UInt64, found: UInt64) -> WireError {
        WireError(
            .checksumMismatch,
            "expected checksum 0x\(String(expected, radix: 16)) over header and payload, "
                + "found 0x\(String(found, radix: 16)); the frame was damaged, ask for it again",
            context: .checksum(expected: expected, found: found))
    }

    static func trailingBytes(expected: Int, got: Int) -> WireError {
        WireError(
            .trailingBytes, "expected \(expected) bytes and no more, found \(got); send one frame at a time",
            context: .length(needed: expected, got: got))
    }
}
