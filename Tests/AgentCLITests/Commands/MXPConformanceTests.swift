internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite(.enabled(if: ConformanceData.isPresent, ConformanceData.absence))
struct MXPConformanceTests {
    @Test func messages() async throws {
        let vectors = try #require(try ConformanceData.document("mxp/vectors.json")["message"]?.arrayValue)
        for vector in vectors {
            let payload = try payload(of: vector)
            let words = ["type_name", "flags", "message_id", "trace_id"].map { vector[$0] }
            let encoded = try await CapturedRun(
                [
                    "mxp", "encode", "--type", try #require(words[0]?.stringValue),
                    "--flags", String(try #require(words[1]?.intValue)),
                    "--message-id", try #require(words[2]?.stringValue),
                    "--trace-id", try #require(words[3]?.stringValue), "--payload-hex", "-",
                ], input: payload)
            #expect(encoded.code == .success)
            let hex = String(encoded.output.dropLast())
            if let expected = vector["encoded_hex"]?.stringValue {
                #expect(hex == expected)
            } else {
                let bytes = try #require(Hexadecimal.decode(hex))
                #expect(vector["encoded_sha256"]?.stringValue == "\(SHA256Digest(of: bytes))")
            }
            let decoded = try await CapturedRun(["mxp", "decode", "--hex", "-"], input: encoded.output)
            #expect(
                try decoded.document == [
                    "type": words[0] ?? nil, "flags": words[1] ?? nil, "message_id": words[2] ?? nil,
                    "trace_id": words[3] ?? nil, "payload_len": vector["payload_len"] ?? nil,
                    "payload_hex": .string(payload), "checksum_hex": vector["checksum_hex_le"] ?? nil,
                ])
        }
        #expect(vectors.count > 20)
    }

    @Test func negativeCases() async throws {
        let vectors = try #require(try ConformanceData.document("mxp/vectors.json")["negative"]?.arrayValue)
        for vector in vectors {
            let run = try await CapturedRun(["mxp", "decode", "--hex", try #require(vector["hex"]?.stringValue)])
            let name = try #require(vector["expect"]?.stringValue)
            let code = name.prefix(1).lowercased() + name.dropFirst()
            #expect(run.code == .failed)
            #expect(try run.document["error"]?["code"] == .string(code), "\(vector["name"] ?? nil)")
            for key in ["needed", "got", "size", "max"] {
                guard let expected = vector[key] else { continue }
                #expect(try run.document["error"]?[key] == expected)
            }
        }
        #expect(!vectors.isEmpty)
    }

    @Test func acceptedCases() async throws {
        let vectors = try #require(try ConformanceData.document("mxp/vectors.json")["accept"]?.arrayValue)
        for vector in vectors {
            let run = try await CapturedRun(["mxp", "decode", "--hex", try #require(vector["hex"]?.stringValue)])
            #expect(run.code == .success)
        }
        #expect(!vectors.isEmpty)
    }

    /// In hexadecimal; long ones are described rather than listed: byte i is (i · 31 + 7) mod 256.
    private func payload(of vector: JSONValue) throws -> String {
        if let hex = vector["payload_hex"]?.stringValue { return hex }
        let count = try #require(vector["payload_len"]?.intValue)
        return Hexadecimal.encode((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) })
    }
}
