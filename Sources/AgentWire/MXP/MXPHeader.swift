internal import AgentPrimitives

/// The fixed 32 bytes before the payload, all integers little-endian (MXP 0.2.0).
struct MXPHeader {
    static let byteCount = 32
    static let checksumByteCount = 8
    /// The shortest message: no payload.
    static let minimumFrame = byteCount + checksumByteCount
    /// Read as a little-endian number; on the wire the bytes are `1PXM`.
    static let magic: UInt32 = 0x4D58_5031

    var type: MXPMessageType
    var flags: MXPMessage.Flags
    var messageID: MessageID
    var traceID: TraceID
    var payloadCount: Int

    init(_ message: MXPMessage) {
        type = message.type
        flags = message.flags
        messageID = message.messageID
        traceID = message.traceID
        payloadCount = message.payload.count
    }

    /// Reads and checks the first 32 of `bytes`, which must be that many.
    ///
    /// Checks run in the order of the reference decoder, since peers tell errors apart by which comes first.
    init(_ bytes: RawSpan, maximumPayload: Int) throws(WireError) {
        let magic = bytes.loadLittleEndian(UInt32.self, at: 0)
        guard magic == Self.magic else { throw .invalidMagic(magic) }
        let reserved = bytes.loadLittleEndian(UInt16.self, at: 6)
        guard reserved == 0 else { throw .reservedFieldNonZero("header.reserved", UInt64(reserved)) }
        let typeByte = bytes.loadLittleEndian(UInt8.self, at: 4)
        guard let type = MXPMessageType(rawValue: typeByte) else { throw .invalidMessageType(typeByte) }
        let flags = MXPMessage.Flags(rawValue: bytes.loadLittleEndian(UInt8.self, at: 5))
        guard flags.isSubset(of: .defined) else { throw .invalidFlags(flags) }
        let payloadCount = bytes.loadLittleEndian(UInt64.self, at: 24)
        guard payloadCount <= UInt64(maximumPayload) else {
            throw .payloadTooLarge(payloadCount, maximum: maximumPayload)
        }
        self.type = type
        self.flags = flags
        messageID = MessageID(rawValue: bytes.loadLittleEndian(UInt64.self, at: 8))
        traceID = TraceID(rawValue: bytes.loadLittleEndian(UInt64.self, at: 16))
        self.payloadCount = Int(payloadCount)
    }

    /// Bytes of the whole message.
    var frameCount: Int { Self.minimumFrame + payloadCount }

    /// Writes 32 bytes to the start of `buffer`, which must have room.
    func write(to buffer: UnsafeMutableRawBufferPointer) {
        buffer.storeLittleEndian(Self.magic, at: 0)
        buffer[4] = type.rawValue
        buffer[5] = flags.rawValue
        buffer.storeLittleEndian(UInt16(0), at: 6)
        buffer.storeLittleEndian(messageID.rawValue, at: 8)
        buffer.storeLittleEndian(traceID.rawValue, at: 16)
        buffer.storeLittleEndian(UInt64(payloadCount), at: 24)
    }
}

extension RawSpan {
    /// Reads an integer anywhere in the span; stops the program when it lies outside.
    @inline(__always)
    func loadLittleEndian<Word: FixedWidthInteger & BitwiseCopyable>(_ type: Word.Type, at offset: Int) -> Word {
        Word(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension UnsafeMutableRawBufferPointer {
    @inline(__always)
    func storeLittleEndian<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word, at offset: Int) {
        storeBytes(of: word.littleEndian, toByteOffset: offset, as: Word.self)
    }
}
