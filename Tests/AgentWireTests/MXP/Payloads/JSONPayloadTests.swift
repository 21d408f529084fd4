internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct JSONPayloadTests {
    private static let id = AgentID.sample.description

    /// A document in full, the fields that it cannot do without, and those that it can.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let document: JSONValue
        let required: [String]
        let optional: [String]
        let reading: @Sendable (JSONValue) throws(WireError) -> JSONValue

        init<Payload: MXPJSONPayloadCoding>(
            _ type: Payload.Type, _ document: JSONValue, required: [String] = [], optional: [String] = []
        ) {
            testDescription = "\(type)"
            self.document = document
            self.required = required
            self.optional = optional
            reading = { (document) throws(WireError) in try Payload(decoding: document.serialized()[...]).json }
        }
    }

    static let cases: [Case] = [
        Case(
            MXPPayload.JSON.RegisterRequest.self,
            [
                "id": .string(id), "name": "n", "capabilities": ["a", "b"], "address": "127.0.0.1:50051",
                "metadata": ["description": "d", "tags": #"["x","y"]"#, "version": "1.0"],
            ],
            required: ["/id", "/name", "/capabilities", "/address"], optional: ["/metadata"]),
        Case(
            MXPPayload.JSON.RegisterReply.self,
            ["success": true, "agent_id": .string(id), "message": "welcome"],
            required: ["/success", "/agent_id", "/message"]),
        Case(MXPPayload.JSON.DiscoverRequest.self, ["capability": "search"], required: ["/capability"]),
        Case(
            MXPPayload.JSON.DiscoverReply.self,
            ["capability": "search", "agents": [record], "count": 1],
            required: ["/capability", "/agents", "/count"]
                + ["id", "name", "version", "capabilities", "address", "status", "last_heartbeat", "registered_at"]
                .map { "/agents/0/\($0)" },
            optional: ["/agents/0/description", "/agents/0/tags"]),
        Case(MXPPayload.JSON.HeartbeatRequest.self, ["agent_id": .string(id)], required: ["/agent_id"]),
        Case(
            MXPPayload.JSON.HeartbeatReply.self,
            [
                "success": true, "needs_register": false, "agent_id": .string(id),
                "timestamp": "2026-01-31T09:30:00.000000Z", "message": "m",
            ],
            required: ["/success", "/needs_register", "/agent_id", "/timestamp"], optional: ["/message"]),
        Case(
            MXPPayload.JSON.Call.self,
            [
                "messages": [["role": "system", "content": "s"], ["role": "tool", "content": ""]],
                "temperature": 0.5, "max_output_tokens": 100, "tools": [["name": "calc", "input": ["x": 1]]],
                "session": "s1", "stream": true,
            ],
            required: ["/messages", "/messages/0/role", "/messages/1/content", "/tools/0/name"],
            optional: ["/temperature", "/max_output_tokens", "/tools", "/session", "/stream"]),
        Case(
            MXPPayload.JSON.CallReply.self,
            [
                "response": "r",
                "tool_results": [["call_id": "c", "content": "{}", "is_error": false, "name": "calc"]],
                "session": "s1", "usage": usage,
            ],
            required: [
                "/response", "/session", "/usage", "/tool_results/0/call_id", "/tool_results/0/content",
                "/tool_results/0/is_error", "/tool_results/0/name",
            ],
            optional: ["/tool_results"]),
        Case(
            MXPPayload.JSON.AuditEvent.self,
            [
                "agent_id": .string(id), "subject": "fs.write", "decision": "Escalate", "reason": "writes",
                "approvers": ["ops"], "metadata": ["path": "/x", "size": 3],
            ],
            required: ["/agent_id", "/subject", "/decision", "/reason", "/approvers", "/metadata"]),
        Case(
            MXPPayload.JSON.ErrorReport.self, ["error": "no such tool", "code": "unknownTool"],
            required: ["/error", "/code"]),
        Case(
            MXPPayload.JSON.StreamOpen.self, ["content_type": "text/plain", "session": "s1"],
            optional: ["/content_type", "/session"]),
        Case(
            MXPPayload.JSON.StreamClose.self,
            ["finish_reason": "stop", "usage": usage, "text": "t", "error": ["error": "e", "code": "c"]],
            required: ["/error/error", "/error/code"],
            optional: ["/finish_reason", "/usage", "/text", "/error"]),
    ]

    private static let record: JSONValue = [
        "id": .string(id), "name": "n", "version": "1.0", "description": "d", "capabilities": ["search"],
        "tags": ["x"], "address": "127.0.0.1:50052", "status": "Degraded",
        "last_heartbeat": "2026-01-31T09:30:00.250000Z", "registered_at": "2026-01-31T09:00:00.000000Z",
    ]

    private static let usage: JSONValue = [
        "cached_input_tokens": 1, "input_tokens": 2, "output_tokens": 3, "reasoning_tokens": 4,
    ]

    @Test(arguments: cases) func documentsReadBack(_ value: Case) throws {
        #expect(try value.reading(value.document) == value.document)
    }

    @Test(arguments: cases) func unknownFieldsAreIgnored(_ value: Case) throws {
        #expect(try value.reading(value.document.replacing("/later", with: [1, 2])) == value.document)
    }

    @Test(arguments: cases) func optionalFieldsMayBeAbsentOrNull(_ value: Case) throws {
        for pointer in value.optional {
            let without = try value.reading(value.document.replacing(pointer, with: nil))
            #expect(without != value.document, "\(pointer)")
            #expect(try value.reading(value.document.replacing(pointer, with: .null)) == without, "\(pointer)")
        }
    }

    @Test(arguments: cases) func requiredFieldsMustBeThere(_ value: Case) {
        for pointer in value.required {
            for replacement in [nil, JSONValue.null] {
                expectRefusal(value, pointer, replacement)
            }
        }
    }

    @Test(arguments: cases) func fieldsMustHaveTheirType(_ value: Case) {
        // No field is a number in one place and true, or a fraction, in another: -1.5 fits none.
        for pointer in value.required + value.optional where pointer != "/temperature" {
            expectRefusal(value, pointer, -1.5)
        }
        if value.optional.contains("/temperature") { expectRefusal(value, "/temperature", "warm") }
    }

    private func expectRefusal(_ value: Case, _ pointer: String, _ replacement: JSONValue?) {
        let document = value.document.replacing(pointer, with: replacement)
        let error = failure { () throws(WireError) in _ = try value.reading(document) }
        #expect(error?.code == .invalidPayload, "\(pointer) = \(String(describing: replacement))")
        #expect(error?.fieldPath == pointer)
    }

    @Test func namesOfEnumerationsAreChecked() {
        for (index, pointer, text) in [(3, "/agents/0/status", "online"), (8, "/decision", "Allow")] {
            expectRefusal(Self.cases[index], pointer, .string(text))
        }
        expectRefusal(Self.cases[6], "/messages/0/role", "developer")
        expectRefusal(Self.cases[4], "/agent_id", "not a UUID")
        expectRefusal(Self.cases[5], "/timestamp", "yesterday")
        expectRefusal(Self.cases[6], "/max_output_tokens", 1.5)
    }

    @Test func whatIsNoJSONIsRefused() {
        for text in ["", "{", "nope", "[]", "1"] {
            let error = failure { () throws(WireError) in
                _ = try MXPPayload.JSON.DiscoverRequest(decoding: Array(text.utf8)[...])
            }
            #expect(error?.code == .invalidPayload, "\(text)")
        }
        let error = failure { () throws(WireError) in
            _ = try MXPPayload.JSON.DiscoverRequest(decoding: Array("{\"capability\":\"".utf8) + [0xFF] + [0x22, 0x7D])
        }
        #expect(error?.code == .invalidUTF8)
    }

    @Test func tagsAreJSONInsideText() {
        var request = MXPPayload.JSON.RegisterRequest(id: .sample, name: "n", capabilities: [], address: "a:1")
        #expect(request.tags == nil)
        request.tags = ["x", "\""]
        #expect(request.metadata["tags"] == #"["x","\""]"#)
        #expect(request.tags == ["x", "\""])
        request.metadata["tags"] = "x"
        #expect(request.tags == nil)
    }

    @Test func emptyStreamCloseIsAnEnd() throws {
        #expect(try MXPPayload.JSON.StreamClose(decoding: []) == MXPPayload.JSON.StreamClose())
    }

    @Test func chunksAreText() throws {
        let chunk = MXPPayload.TextChunk("Grüße 😀")
        #expect(try MXPPayload.TextChunk(decoding: chunk.encoded()[...]) == chunk)
        let error = failure { () throws(WireError) in
            _ = try MXPPayload.TextChunk(decoding: chunk.encoded().dropLast())
        }
        #expect(error?.code == .invalidUTF8)
    }

    @Test func messagesCarryPayloads() throws {
        let request = MXPPayload.JSON.HeartbeatRequest(agentID: .sample)
        let message = try MXPMessage(
            type: .agentHeartbeat, flags: .final, messageID: MessageID(rawValue: 8), traceID: TraceID(rawValue: 7),
            carrying: request)
        let decoded = try MXPCodec().decode(MXPCodec().encode(message))
        #expect(try decoded.decodePayload(as: MXPPayload.JSON.HeartbeatRequest.self) == request)
    }
}
