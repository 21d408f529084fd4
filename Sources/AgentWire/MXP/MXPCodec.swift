/// Turns MXP messages into bytes and back: header 32, payload n, XXH3-64 checksum 8 (MXP 0.2.0).
///
/// A codec holds only its options, so one value serves any number of tasks.
///
/// ```swift
/// let codec = MXPCodec()
/// let bytes = try codec.encode(message)
/// let same = try codec.decode(bytes)
/// ```
public struct MXPCodec: Sendable {
    /// What the codec accepts.
    public struct Options: Hashable, Sendable {
        /// The largest payload in bytes, refused beyond when encoding and decoding alike.
        ///
        /// The specification's limit is 16 MiB; the reference encoder does not check it, and its peers then refuse the frame.
        public var maximumPayload = 16 * 1024 * 1024
        /// Whether bytes after the checksum are an error; the reference decoder ignores them.
        public var isStrict = false

        /// The specification's limit, and the reference's tolerance.
        public init() {}
    }

    private let options: Options

    /// Makes a codec.
    public init(options: Options = Options()) {
        self.options = options
    }

    /// Encodes a message into one new buffer.
    ///
    /// - Throws: `payloadTooLarge`, or `invalidFlags` for bits that the specification reserves.
    public func encode(_ message: MXPMessage) throws(WireError) -> [UInt8] {
        try check(message)
        return [UInt8](unsafeUninitializedCapacity: message.encodedCount) { buffer, count in
            Self.write(message, to: UnsafeMutableRawBufferPointer(buffer))
            count = message.encodedCount
        }
    }

    /// Encodes a message behind what `buffer` already holds; for many messages in one write.
    ///
    /// - Throws: As ``encode(_:)``; `buffer` is then unchanged.
    public func encode(_ message: MXPMessage, appendingTo buffer: inout [UInt8]) throws(WireError) {
        try check(message)
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: message.encodedCount))
        buffer.withUnsafeMutableBytes { bytes in
            Self.write(message, to: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// Decodes the message at the start of `bytes`; its payload is a slice of them.
    ///
    /// - Throws: The first of these that applies: `bufferTooSmall` (under 40 bytes), `invalidMagic`, `reservedFieldNonZero`,
    ///   `invalidMessageType`, `invalidFlags`, `payloadTooLarge`, `bufferTooSmall`, `checksumMismatch`; with
    ///   ``Options/isStrict`` also `trailingBytes`.
    public func decode(_ bytes: [UInt8]) throws(WireError) -> MXPMessage {
        try decode(bytes[...])
    }

    /// Decodes the message at the start of a slice; its payload is a slice of the same buffer.
    ///
    /// - Throws: As ``decode(_:)-([UInt8])``.
    public func decode(_ bytes: ArraySlice<UInt8>) throws(WireError) -> MXPMessage {
        let header = try checkedHeader(bytes.span.bytes)
        let payloadStart = bytes.startIndex + MXPHeader.byteCount
        return MXPMessage(
            type: header.type, flags: header.flags, messageID: header.messageID, traceID: header.traceID,
            payload: bytes[payloadStart..<payloadStart + header.payloadCount])
    }

    /// Tells from the first bytes of a stream how long the whole message is.
    ///
    /// - Returns: The length in bytes, or `nil` while fewer than the 32 header bytes are there.
    /// - Throws: What is wrong with the header, as ``decode(_:)-([UInt8])``: a stream cannot go on after that.
    public func frameLength(header bytes: ArraySlice<UInt8>) throws(WireError) -> Int? {
        guard bytes.count >= MXPHeader.byteCount else { return nil }
        return try MXPHeader(bytes.span.bytes, maximumPayload: options.maximumPayload).frameCount
    }
}

extension MXPCodec {
    private func check(_ message: MXPMessage) throws(WireError) {
        guard message.payload.count <= options.maximumPayload else {
            throw .payloadTooLarge(UInt64(message.payload.count), maximum: options.maximumPayload)
        }
        guard message.flags.isSubset(of: .defined) else { throw .invalidFlags(message.flags) }
    }

    private func checkedHeader(_ bytes: RawSpan) throws(WireError) -> MXPHeader {
        guard bytes.byteCount >= MXPHeader.minimumFrame else {
            throw .bufferTooSmall(needed: MXPHeader.minimumFrame, got: bytes.byteCount)
        }
        let header = try MXPHeader(bytes, maximumPayload: options.maximumPayload)
        guard bytes.byteCount >= header.frameCount else {
            throw .bufferTooSmall(needed: header.frameCount, got: bytes.byteCount)
        }
        let checksumStart = header.frameCount - MXPHeader.checksumByteCount
        let expected = XXH3.hash(bytes.extracting(..<checksumStart))
        let found = bytes.loadLittleEndian(UInt64.self, at: checksumStart)
        guard found == expected else { throw .checksumMismatch(expected: expected, found: found) }
        guard !options.isStrict || bytes.byteCount == header.frameCount else {
            throw .trailingBytes(expected: header.frameCount, got: bytes.byteCount)
        }
        return header
    }

    /// Fills `buffer`, which has room for the whole message.
    private static func write(_ message: MXPMessage, to buffer: UnsafeMutableRawBufferPointer) {
        MXPHeader(message).write(to: buffer)
        let checksumStart = MXPHeader.byteCount + message.payload.count
        UnsafeMutableRawBufferPointer(rebasing: buffer[MXPHeader.byteCount..<checksumStart])
            .copyBytes(from: message.payload)
        let checksum = XXH3.hash(UnsafeRawBufferPointer(rebasing: buffer[..<checksumStart]))
        buffer.storeLittleEndian(checksum, at: checksumStart)
    }
}
