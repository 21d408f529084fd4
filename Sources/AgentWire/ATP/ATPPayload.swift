public import AgentPrimitives

/// The content of an ATP frame (ATP 1.1, `payload`).
public struct ATPPayload: Hashable, Sendable {
    /// What the content is.
    public var type: Kind
    /// The content; its shape depends on the type.
    public var content: JSONValue
    /// How sure the sender is, 0 to 1.
    public var confidence: Double?
    /// What the work is expected to cost, or did cost.
    public var costEstimate: ATPCostEstimate?
    /// A digest of the content, in the form that sender and receiver agree on; not checked here.
    public var checksum: String?
    /// Milliseconds for which a provisional result holds.
    public var expiryMilliseconds: Int?
    /// Other fields, kept as they came: `session_id`, `persona_id`, `clone_id` and `seq` of parallel sessions among them.
    public var extras: JSONObject

    /// Describes a content.
    public init(
        type: Kind, content: JSONValue = .null, confidence: Double? = nil, costEstimate: ATPCostEstimate? = nil,
        checksum: String? = nil, expiryMilliseconds: Int? = nil, extras: JSONObject = [:]
    ) {
        self.type = type
        self.content = content
        self.confidence = confidence
        self.costEstimate = costEstimate
        self.checksum = checksum
        self.expiryMilliseconds = expiryMilliseconds
        self.extras = extras
    }
}

extension ATPPayload {
    private static let names: Set = ["type", "content", "confidence", "cost_est", "checksum", "expiry_ms"]
    private static let confidenceRange = 0.0...1.0
    private static let expiryRange = 0...WireError.largestExactInteger

    init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            type: Kind(rawValue: try json.member("type").string()),
            content: try json.optional("content")?.value ?? .null,
            confidence: try json.optional("confidence")?.number(in: Self.confidenceRange),
            costEstimate: try json.optional("cost_est").map { cost throws(JSONShapeError) in
                try ATPCostEstimate(json: cost)
            },
            checksum: try json.optional("checksum")?.string(),
            expiryMilliseconds: try json.optional("expiry_ms")?.integer(in: Self.expiryRange),
            extras: try json.members(except: Self.names))
    }

    func checkedJSON() throws(WireError) -> JSONValue {
        var object: JSONObject = ["type": .string(type.rawValue), "content": content]
        if let confidence {
            try WireError.check(confidence, in: Self.confidenceRange, "/payload/confidence")
            object["confidence"] = JSONNumber(confidence).map(JSONValue.number)
        }
        if let costEstimate { object["cost_est"] = try costEstimate.checkedJSON() }
        object["checksum"] = checksum.map(JSONValue.string)
        if let expiryMilliseconds {
            try WireError.check(expiryMilliseconds, in: Self.expiryRange, "/payload/expiry_ms")
            object["expiry_ms"] = .int(expiryMilliseconds)
        }
        return .object(object.adding(extras, except: Self.names))
    }
}
