internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct BinaryPayloadTests {
    private let register = MXPPayload.Binary.AgentRegister(
        agentID: .sample, name: "Büro", capabilities: ["search", ""],
        endpoint: MXPPayload.Binary.IPv4Endpoint(octets: [127, 0, 0, 1], port: 9000))

    @Test func registerLayout() throws {
        let bytes = try register.encoded()
        #expect(
            Hexadecimal.encode(bytes)
                == Hexadecimal.encode(AgentID.sample.bytes) + "0500" + "42c3bc726f" + "0200" + "0600"
                + "736561726368" + "0000" + "7f000001" + "2823")
        #expect(try MXPPayload.Binary.AgentRegister(decoding: bytes[...]) == register)
        #expect("\(register.endpoint)" == "127.0.0.1:9000")
    }

    @Test func callLayout() throws {
        let call = MXPPayload.Binary.Call(target: .sample, timeoutSeconds: 30, data: [1, 2, 3])
        let bytes = try call.encoded()
        #expect(Hexadecimal.encode(bytes) == Hexadecimal.encode(AgentID.sample.bytes) + "1e000000" + "010203")
        #expect(try MXPPayload.Binary.Call(decoding: bytes[...]) == call)
        #expect(try MXPPayload.Binary.Call(decoding: bytes[..<20]).data.isEmpty)
    }

    @Test func streamOpenLayout() throws {
        var streamID = SIMD16<UInt8>()
        for index in 0..<16 { streamID[index] = UInt8(index) }
        let open = MXPPayload.Binary.StreamOpen(streamID: streamID, target: .sample, direction: .bidirectional)
        let bytes = try open.encoded()
        #expect(
            Hexadecimal.encode(bytes)
                == "000102030405060708090a0b0c0d0e0f" + Hexadecimal.encode(AgentID.sample.bytes) + "02")
        #expect(try MXPPayload.Binary.StreamOpen(decoding: bytes[...]) == open)
    }

    @Test func everyCutIsRefusedWithTheField() throws {
        let bytes = try register.encoded()
        let ends = [
            (16, "/agent_id"), (23, "/name"), (25, "/capabilities"), (33, "/capabilities/0"),
            (35, "/capabilities/1"), (41, "/endpoint"),
        ]
        #expect(bytes.count == 41)
        for count in bytes.indices {
            let error = failure { () throws(WireError) in
                _ = try MXPPayload.Binary.AgentRegister(decoding: bytes[..<count])
            }
            #expect(error?.code == .invalidPayload)
            #expect(error?.fieldPath == ends.first { count < $0.0 }?.1, "cut at \(count)")
        }
        for count in 0..<20 {
            let error = failure { () throws(WireError) in _ = try MXPPayload.Binary.Call(decoding: bytes[..<count]) }
            #expect(error?.fieldPath == (count < 16 ? "/target" : "/timeout"))
        }
        for count in 0..<33 {
            let error = failure { () throws(WireError) in
                _ = try MXPPayload.Binary.StreamOpen(decoding: bytes[..<count])
            }
            #expect(error?.fieldPath == (count < 16 ? "/stream_id" : count < 32 ? "/target" : "/stream_type"))
        }
    }

    @Test func bytesBehindTheLastFieldAreRefused() throws {
        let bytes = try register.encoded() + [0]
        let error = failure { () throws(WireError) in _ = try MXPPayload.Binary.AgentRegister(decoding: bytes[...]) }
        #expect(error?.code == .invalidPayload)
        let long = [UInt8](repeating: 1, count: 34)
        #expect(
            failure { () throws(WireError) in _ = try MXPPayload.Binary.StreamOpen(decoding: long[...]) }?.code
                == .invalidPayload)
    }

    @Test func brokenTextsAndDirections() throws {
        var bytes = try register.encoded()
        bytes[18] = 0xFF
        var error = failure { () throws(WireError) in _ = try MXPPayload.Binary.AgentRegister(decoding: bytes[...]) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.fieldPath == "/name")
        let open = [UInt8](repeating: 3, count: 33)
        error = failure { () throws(WireError) in _ = try MXPPayload.Binary.StreamOpen(decoding: open[...]) }
        #expect(error?.fieldPath == "/stream_type")
    }

    @Test func whatTheLayoutCannotHoldIsNotEncoded() {
        var register = register
        register.name = String(repeating: "x", count: 65_536)
        #expect(failure { () throws(WireError) in _ = try register.encoded() }?.fieldPath == "/name")
        register.name = ""
        register.capabilities = ["", String(repeating: "x", count: 65_536)]
        #expect(failure { () throws(WireError) in _ = try register.encoded() }?.fieldPath == "/capabilities/1")
        register.capabilities = [String](repeating: "", count: 65_536)
        #expect(failure { () throws(WireError) in _ = try register.encoded() }?.fieldPath == "/capabilities")
    }
}
