public import AgentPrimitives
public import AgentWire

/// How a stream of records ends: the payload of its `StreamClose`.
///
/// A reader of `MXPPayload.JSON.StreamClose` understands it too; the members `records` and `last_sequence` are its own.
public struct JournalStreamEnd: MXPJSONPayloadCoding, Hashable {
    /// Why a stream ended.
    public enum Reason: String, Hashable, Sendable {
        /// There are no more records.
        case complete
        /// There may be more; ask again from behind the last one.
        case limit
        /// The sender failed; what came is good, ask again from behind the last one.
        case failed
    }

    /// Why it ended.
    public var reason: Reason
    /// The number of records that were sent.
    public var records: Int
    /// Up to this place the journal was looked at; a further stream starts behind it.
    public var lastSequence: UInt64
    /// What went wrong.
    public var error: MXPPayload.JSON.ErrorReport?

    /// Describes an end.
    public init(
        _ reason: Reason, records: Int, lastSequence: UInt64, error: MXPPayload.JSON.ErrorReport? = nil
    ) {
        self.reason = reason
        self.records = records
        self.lastSequence = lastSequence
        self.error = error
    }

    /// Reads a document.
    public init(json: JSONReader) throws(JSONShapeError) {
        let place = try json.member("last_sequence")
        guard let sequence = UInt64(exactly: try place.int()) else { throw place.mismatch("a number from 0 on") }
        self.init(
            try json.member("finish_reason").choice(Reason.self), records: try json.member("records").int(),
            lastSequence: sequence,
            error: try json.optional("error", MXPPayload.JSON.ErrorReport.self))
    }

    /// The document.
    public var json: JSONValue {
        var object: JSONObject = [
            "finish_reason": .string(reason.rawValue), "records": .int(records), "last_sequence": .int(lastSequence),
        ]
        object["error"] = error?.json
        return .object(object)
    }
}
