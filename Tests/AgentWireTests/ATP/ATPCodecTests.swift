internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct ATPCodecTests {
    private let codec = ATPCodec()

    /// Every field of schema 1.1, and one unknown field wherever those are kept.
    static let full: JSONValue = [
        "v": 1, "session_id": "sess_1", "stream_id": "task_1", "msg_seq": .int(UInt64.max), "frag_seq": 2,
        "flags": ["SYN", "MORE", "NEW"], "qos": "bronze", "ttl": 255,
        "window": ["max_parallel": 1000, "max_tokens": 10_000_000, "max_usd_micros": 10_000_000_000],
        "meta": [
            "task_type": "review", "languages": ["de"], "risk": "low", "data_scope": ["public"],
            "trace": ["parent_span": "a1", "trace_id": "7", "more": 1], "tool_permissions": ["calc"],
            "environment_id": "test", "security_groups": ["g"], "later": ["x": 1],
        ],
        "payload": [
            "type": "agent.result.provisional", "content": ["text": "t"], "confidence": 0.5,
            "cost_est": ["in_tokens": 1, "out_tokens": 2, "usd_micros": 3], "checksum": "abc", "expiry_ms": 1500,
            "persona_id": "p1", "seq": 4,
        ],
        "sig": "00", "kid": "k", "nonce": "n", "later": true,
    ]

    private func decode(_ document: JSONValue) throws(WireError) -> ATPFrame {
        try codec.decode(document.serialized()[...])
    }

    @Test func everyFieldIsReadAndWrittenBack() throws {
        let frame = try decode(Self.full)
        #expect(frame.messageSequence == .max)
        #expect(frame.fragmentSequence == 2)
        #expect(Array(frame.flags) == [.syn, .more, ATPFlag(rawValue: "NEW")])
        #expect(frame.qos == .bronze)
        #expect(frame.ttl == 255)
        #expect(
            frame.window == ATPWindow(maxParallel: 1000, maxTokens: 10_000_000, maxCost: Money(micros: 10_000_000_000)))
        #expect(frame.meta.languages == ["de"])
        #expect(frame.meta.trace?.traceID == TraceID(rawValue: 7))
        #expect(frame.meta.extras == ["later": ["x": 1]])
        #expect(frame.payload.type == .provisionalResult)
        #expect(frame.payload.costEstimate?.cost == Money(micros: 3))
        #expect(frame.payload.expiryMilliseconds == 1500)
        #expect(frame.payload.extras == ["persona_id": "p1", "seq": 4])
        #expect(frame.extras == ["later": true])
        #expect(try JSONValue.object(frame.encodedJSON()) == Self.full)
        #expect(try codec.encode(frame) == Self.full.serialized())
    }

    @Test func fieldsMayBeAbsentOrNull() throws {
        let optional = [
            "/frag_seq", "/flags", "/qos", "/meta", "/sig", "/kid", "/nonce", "/later", "/payload/content",
            "/payload/confidence", "/payload/cost_est", "/payload/checksum", "/payload/expiry_ms", "/meta/trace",
            "/meta/task_type", "/meta/languages", "/meta/risk", "/meta/data_scope", "/meta/tool_permissions",
            "/meta/environment_id", "/meta/security_groups", "/meta/trace/parent_span",
        ]
        for pointer in optional {
            let without = try decode(Self.full.replacing(pointer, with: nil))
            #expect(try decode(codec.parsed(codec.encode(without))) == without, "\(pointer)")
            if pointer != "/later" {
                #expect(try decode(Self.full.replacing(pointer, with: .null)) == without, "\(pointer)")
            }
        }
        #expect(try decode(Self.full.replacing("/qos", with: nil)).qos == .silver)
        #expect(try decode(Self.full.replacing("/frag_seq", with: nil)).fragmentSequence == 0)
    }

    @Test func requiredFieldsMustBeThere() {
        let required = [
            "/v", "/session_id", "/stream_id", "/msg_seq", "/ttl", "/window", "/window/max_parallel",
            "/window/max_tokens", "/window/max_usd_micros", "/payload", "/payload/type", "/payload/cost_est/in_tokens",
            "/payload/cost_est/out_tokens", "/payload/cost_est/usd_micros",
        ]
        for pointer in required {
            for replacement in [nil, JSONValue.null] {
                expectRefusal(pointer, replacement)
            }
        }
    }

    @Test func rangesAreCheckedWhenDecoding() {
        let outside: [(String, [JSONValue])] = [
            ("/msg_seq", [-1, 18_446_744_073_709_551_616.0, 1.5]), ("/frag_seq", [-1, 4_294_967_296]),
            ("/ttl", [-1, 256, "5"]),
            ("/flags", ["SYN", [""], ["SYN", 1], ["MORE", "LAST"], .array(Array(repeating: "SYN", count: 33))]),
            ("/qos", [1]),
            ("/window/max_parallel", [-1, 1001]), ("/window/max_tokens", [-1, 10_000_001]),
            ("/window/max_usd_micros", [-1, 10_000_000_001, 0.5]), ("/payload/type", [1]),
            ("/payload/confidence", [-0.1, 1.1, "1"]), ("/payload/expiry_ms", [-1, 0.5]),
            ("/payload/cost_est/in_tokens", [-1, 9_007_199_254_740_992]), ("/payload/cost_est/usd_micros", [-1]),
            ("/meta", [[]]), ("/meta/languages", ["de", [1]]), ("/meta/trace", ["a1"]), ("/sig", [1]),
            ("/session_id", [1]),
        ]
        for (pointer, values) in outside {
            for value in values { expectRefusal(pointer, value) }
        }
    }

    private func expectRefusal(_ pointer: String, _ replacement: JSONValue?) {
        let error = failure { () throws(WireError) in _ = try decode(Self.full.replacing(pointer, with: replacement)) }
        #expect(error?.code == .invalidFrame, "\(pointer) = \(String(describing: replacement))")
        #expect(error?.fieldPath?.hasPrefix(pointer) == true, "\(pointer): \(String(describing: error?.fieldPath))")
    }

    @Test func rangesAreCheckedWhenEncoding() {
        let changes: [(String, (inout ATPFrame) -> Void)] = [
            ("/flags", { $0.flags = [ATPFlag(rawValue: "")] }),
            ("/flags", { frame in (0..<33).forEach { frame.flags.insert(ATPFlag(rawValue: "\($0)")) } }),
            ("/window/max_parallel", { $0.window.maxParallel = 1001 }),
            ("/window/max_tokens", { $0.window.maxTokens = -1 }),
            ("/window/max_usd_micros", { $0.window.maxCost = Money(micros: 10_000_000_001) }),
            ("/payload/confidence", { $0.payload.confidence = 1.01 }),
            ("/payload/confidence", { $0.payload.confidence = .nan }),
            ("/payload/expiry_ms", { $0.payload.expiryMilliseconds = -1 }),
            (
                "/payload/cost_est/in_tokens",
                { $0.payload.costEstimate = ATPCostEstimate(inputTokens: -1, outputTokens: 0, cost: .zero) }
            ),
            (
                "/payload/cost_est/usd_micros",
                { $0.payload.costEstimate = ATPCostEstimate(inputTokens: 0, outputTokens: 0, cost: Money(micros: -1)) }
            ),
        ]
        for (path, change) in changes {
            var frame = ATPFrame.sample
            change(&frame)
            let error = failure { () throws(WireError) in _ = try codec.encode(frame) }
            #expect(error?.code == .invalidFrame)
            #expect(error?.fieldPath == path)
        }
    }

    @Test func otherVersionsAreRefusedFirst() {
        let error = failure { () throws(WireError) in _ = try decode(["v": 2]) }
        #expect(error?.code == .unsupportedVersion)
        #expect(error?.fieldPath == "/v")
        expectRefusal("/v", "1")
    }

    @Test(arguments: [
        (["FRAG"], ["MORE"]), (["FRAG", "LAST"], []), (["SYN", "FRAG", "ACK"], ["SYN", "ACK", "MORE"]),
        (["LAST"], []), (["MORE", "FRAG"], ["MORE"]), (["SYN", "SYN"], ["SYN"]), (["REASSEMBLED"], ["REASSEMBLED"]),
    ])
    func otherFragmentMarksBecomeMore(received: [String], flags: [String]) throws {
        let frame = try decode(Self.full.replacing("/flags", with: .array(received.map(JSONValue.string))))
        #expect(frame.flags.map(\.rawValue) == flags)
    }

    @Test(arguments: [
        ("gold", ATPQoS.gold), ("platinum", .gold), ("silver", .silver), ("GOLD", .bronze), ("", .bronze),
    ])
    func unknownTiersGainNothing(text: String, tier: ATPQoS) throws {
        #expect(try decode(Self.full.replacing("/qos", with: .string(text))).qos == tier)
    }

    @Test(arguments: [(0.05, 50_000), (0.0000015, 2), (0, 0), (0.07, 70_000), (123_456.789_012, 123_456_789_012)])
    func dollarsBecomeMillionths(dollars: Double, micros: Int64) throws {
        let number = try #require(JSONNumber(dollars))
        let cost: JSONValue = ["in_tokens": 1, "out_tokens": 2, "usd": .number(number)]
        let frame = try decode(Self.full.replacing("/payload/cost_est", with: cost))
        #expect(frame.payload.costEstimate?.cost.micros == micros)
        let both = cost.replacing("/usd_micros", with: 5)
        #expect(try decode(Self.full.replacing("/payload/cost_est", with: both)).payload.costEstimate?.cost.micros == 5)
    }

    @Test func foreignTraceIdentifiersStay() throws {
        let document = Self.full.replacing("/meta/trace/trace_id", with: "4bf92f3577b34da6a3ce929d0e0e4736")
        let frame = try decode(document)
        #expect(frame.meta.trace?.traceID == nil)
        #expect(try JSONValue.object(frame.encodedJSON()) == document)
    }

    @Test func unknownPayloadTypesPass() throws {
        let document = Self.full.replacing("/payload/type", with: "agent.dream")
        #expect(try JSONValue.object(decode(document).encodedJSON()) == document)
    }

    @Test func extrasCannotPoseAsFields() throws {
        var frame = ATPFrame.sample
        frame.extras = ["ttl": 9, "sig": "00", "x": 1]
        frame.payload.extras = ["type": "log"]
        frame.meta.extras = ["risk": "none"]
        let decoded = try codec.decode(codec.encode(frame)[...])
        #expect(decoded.ttl == 5)
        #expect(decoded.signature == nil)
        #expect(decoded.payload.type == .partialResult)
        #expect(decoded.meta.risk == nil)
        #expect(decoded.extras == ["x": 1])
    }

    @Test func brokenTextsAreRefused() {
        for text in ["", "{", "[]", "\"frame\"", "{}{}"] {
            let error = failure { () throws(WireError) in _ = try codec.decode(Array(text.utf8)[...]) }
            #expect(error?.code == .invalidFrame, "\(text)")
        }
        let error = failure { () throws(WireError) in _ = try codec.parse([0x7B, 0x22, 0xFF, 0x22, 0x7D]) }
        #expect(error?.code == .invalidUTF8)
    }

    @Test func limitsHoldBothWays() throws {
        var options = ATPCodec.Options()
        options.maximumFrame = try codec.encode(.sample).count
        let exact = ATPCodec(options: options)
        #expect(try exact.decode(exact.encode(.sample)[...]) == .sample)
        options.maximumFrame -= 1
        let small = ATPCodec(options: options)
        let bytes = try codec.encode(.sample)
        #expect(failure { () throws(WireError) in _ = try small.encode(.sample) }?.code == .payloadTooLarge)
        #expect(failure { () throws(WireError) in _ = try small.decode(bytes[...]) }?.code == .payloadTooLarge)
        let deep = Self.full.replacing("/later", with: (0..<200).reduce(.null) { value, _ in .array([value]) })
        #expect(failure { () throws(WireError) in _ = try decode(deep) }?.code == .invalidFrame)
    }
}

extension ATPCodec {
    fileprivate func parsed(_ bytes: [UInt8]) throws(WireError) -> JSONValue {
        .object(try parse(bytes[...]))
    }
}
