internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite(.enabled(if: Conformance.mxp != nil, "shared/conformance is absent"))
struct MXPConformanceTests {
    @Test func messages() throws {
        let cases = try #require(Conformance.mxp?["message"]?.arrayValue)
        #expect(!cases.isEmpty)
        for value in cases {
            let name = try #require(value["name"]?.stringValue)
            let message = try message(value)
            let bytes = try MXPCodec().encode(message)
            #expect(bytes.count == value["total_len"]?.intValue, "\(name)")
            #expect(Hexadecimal.encode(bytes.suffix(8)) == value["checksum_hex_le"]?.stringValue, "\(name)")
            if let hexadecimal = value["encoded_hex"]?.stringValue {
                #expect(Hexadecimal.encode(bytes) == hexadecimal, "\(name)")
            } else {
                #expect(SHA256Digest(of: bytes).description == value["encoded_sha256"]?.stringValue, "\(name)")
            }
            #expect(try MXPCodec().decode(bytes) == message, "\(name)")
        }
    }

    @Test func refusals() throws {
        let cases = try #require(Conformance.mxp?["negative"]?.arrayValue)
        #expect(!cases.isEmpty)
        for value in cases {
            let name = try #require(value["name"]?.stringValue)
            let bytes = try #require(Hexadecimal.decode(value["hex"]?.stringValue ?? "?"))
            let error = try #require(failure { () throws(WireError) in _ = try MXPCodec().decode(bytes) }, "\(name)")
            let expected = try #require(value["expect"]?.stringValue)
            #expect(error.code.description == expected.prefix(1).lowercased() + expected.dropFirst(), "\(name)")
            let details = error.json
            for (key, ours) in ["needed": "needed", "got": "got", "found": "found", "size": "size", "max": "max"] {
                guard let detail = value[key] else { continue }
                #expect(details[ours] == detail, "\(name): \(key)")
            }
            if let byte = value["type_byte"] { #expect(details["byte"] == byte, "\(name)") }
        }
    }

    @Test func acceptances() throws {
        let cases = try #require(Conformance.mxp?["accept"]?.arrayValue)
        #expect(!cases.isEmpty)
        for value in cases {
            let name = try #require(value["name"]?.stringValue)
            let bytes = try #require(Hexadecimal.decode(value["hex"]?.stringValue ?? "?"))
            #expect(try MXPCodec().decode(bytes).encodedCount == value["consumed"]?.intValue, "\(name)")
        }
    }

    private func message(_ value: JSONValue) throws -> MXPMessage {
        let length = try #require(value["payload_len"]?.intValue)
        let payload = value["payload_hex"]?.stringValue.flatMap { Hexadecimal.decode($0) } ?? ramp(length)
        #expect(payload.count == length)
        let name = try #require(value["type_name"]?.stringValue)
        let type = try #require(MXPMessageType(name: name))
        #expect(type.rawValue == value["type"]?.intValue.flatMap(UInt8.init(exactly:)))
        let flags = try #require(value["flags"]?.intValue.flatMap(UInt8.init(exactly:)))
        let messageID = try #require(UInt64(value["message_id"]?.stringValue ?? ""))
        let traceID = try #require(UInt64(value["trace_id"]?.stringValue ?? ""))
        return MXPMessage(
            type: type, flags: MXPMessage.Flags(rawValue: flags), messageID: MessageID(rawValue: messageID),
            traceID: TraceID(rawValue: traceID), payload: payload[...])
    }
}
