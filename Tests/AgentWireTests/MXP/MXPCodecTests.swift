internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct MXPCodecTests {
    private let codec = MXPCodec()
    private let hello =
        "3150584d100000007b00000000000000c8010000000000000d0000000000000048656c6c6f2c206167656e74210fd57a73e782e9cf"

    @Test func encodesTheExampleOfTheSpecification() throws {
        let message = MXPMessage.sample(payload: Array("Hello, agent!".utf8))
        #expect(Hexadecimal.encode(try codec.encode(message)) == hello)
        #expect(message.encodedCount == 53)
    }

    @Test func decodingCopiesNothing() throws {
        let bytes = try codec.encode(.sample(payload: ramp(1000)))
        let payload = try codec.decode(bytes).payload
        let (bufferStart, payloadStart) = bytes.withUnsafeBytes { buffer in
            payload.withUnsafeBytes { (buffer.baseAddress, $0.baseAddress) }
        }
        #expect(payloadStart == bufferStart.map { $0 + 32 })
    }

    @Test func decodesOutOfTheMiddleOfABuffer() throws {
        let message = MXPMessage.sample(payload: ramp(77))
        let bytes = [1, 2, 3] + (try codec.encode(message)) + [9]
        #expect(try codec.decode(bytes[3...]) == message)
        #expect(try codec.decode(bytes[3..<bytes.count - 1]) == message)
    }

    @Test func appendsBehindWhatIsThere() throws {
        var buffer: [UInt8] = [1, 2, 3]
        let message = MXPMessage.sample(payload: ramp(100))
        try codec.encode(message, appendingTo: &buffer)
        try codec.encode(.sample(payload: []), appendingTo: &buffer)
        #expect(buffer == [1, 2, 3] + (try codec.encode(message)) + (try codec.encode(.sample(payload: []))))
    }

    @Test func everyPrefixIsTooSmall() throws {
        let bytes = try codec.encode(.sample(payload: ramp(20)))
        for count in 0..<bytes.count {
            let error = failure { () throws(WireError) in _ = try codec.decode(bytes[..<count]) }
            #expect(error?.context == .length(needed: count < 40 ? 40 : 60, got: count))
        }
    }

    @Test func everyDamagedByteIsFound() throws {
        let bytes = try codec.encode(.sample(payload: ramp(20)))
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x55
            #expect(failure { () throws(WireError) in _ = try codec.decode(damaged) } != nil, "byte \(index)")
        }
    }

    @Test func checksRunInTheOrderOfTheReference() throws {
        var bytes = [UInt8](repeating: 0xFF, count: 40)
        func code() -> WireError.Code? { failure { () throws(WireError) in _ = try codec.decode(bytes) }?.code }
        #expect(failure { () throws(WireError) in _ = try codec.decode(bytes[..<39]) }?.code == .bufferTooSmall)
        #expect(code() == .invalidMagic)
        bytes.replaceSubrange(0..<4, with: [0x31, 0x50, 0x58, 0x4D])
        #expect(code() == .reservedFieldNonZero)
        bytes.replaceSubrange(6..<8, with: [0, 0])
        #expect(code() == .invalidMessageType)
        bytes[4] = 0x10
        #expect(code() == .invalidFlags)
        bytes[5] = 0x0F
        #expect(code() == .payloadTooLarge)
        bytes.replaceSubrange(24..<32, with: [1, 0, 0, 0, 0, 0, 0, 0])
        #expect(code() == .bufferTooSmall)
        bytes.append(0xFF)
        #expect(code() == .checksumMismatch)
    }

    @Test func everyTypeAndFlagByte() throws {
        for byte in UInt8.min...UInt8.max {
            var bytes = try codec.encode(.sample(payload: []))
            bytes[4] = byte
            var context = failure { () throws(WireError) in _ = try codec.decode(bytes) }?.context
            let isType = MXPMessageType.allCases.contains { $0.rawValue == byte }
            #expect((context == .messageType(byte: byte)) == !isType)
            bytes[4] = 0x10
            bytes[5] = byte
            context = failure { () throws(WireError) in _ = try codec.decode(bytes) }?.context
            #expect((context == .flags(byte)) == (byte > 0x0F))
        }
    }

    @Test func strictModeRefusesTrailingBytes() throws {
        var options = MXPCodec.Options()
        options.isStrict = true
        let strict = MXPCodec(options: options)
        let bytes = try codec.encode(.sample(payload: ramp(4)))
        #expect(try strict.decode(bytes) == codec.decode(bytes + [0]))
        let error = failure { () throws(WireError) in _ = try strict.decode(bytes + [0]) }
        #expect(error?.code == .trailingBytes)
        #expect(error?.context == .length(needed: 44, got: 45))
    }

    @Test func theLimitHoldsBothWays() throws {
        var options = MXPCodec.Options()
        #expect(options.maximumPayload == 16_777_216)
        options.maximumPayload = 10
        let small = MXPCodec(options: options)
        #expect(try small.decode(small.encode(.sample(payload: ramp(10)))).payload.count == 10)
        let error = failure { () throws(WireError) in _ = try small.encode(.sample(payload: ramp(11))) }
        #expect(error?.context == .size(11, maximum: 10))
        let bytes = try codec.encode(.sample(payload: ramp(11)))
        #expect(failure { () throws(WireError) in _ = try small.decode(bytes) }?.code == .payloadTooLarge)
        var buffer: [UInt8] = [7]
        #expect(
            failure { () throws(WireError) in
                try small.encode(.sample(payload: ramp(11)), appendingTo: &buffer)
            } != nil)
        #expect(buffer == [7])
    }

    @Test func reservedFlagsAreNotEncoded() {
        var message = MXPMessage.sample(payload: [])
        message.flags = MXPMessage.Flags(rawValue: 0x10)
        #expect(failure { () throws(WireError) in _ = try codec.encode(message) }?.code == .invalidFlags)
    }

    @Test func frameLengthNeedsTheHeaderOnly() throws {
        let bytes = try codec.encode(.sample(payload: ramp(20)))
        for count in 0..<32 {
            #expect(try codec.frameLength(header: bytes[..<count]) == nil)
        }
        for count in 32...60 {
            #expect(try codec.frameLength(header: bytes[..<count]) == 60)
        }
        let error = failure { () throws(WireError) in _ = try codec.frameLength(header: ramp(32)[...]) }
        #expect(error?.code == .invalidMagic)
    }
}
