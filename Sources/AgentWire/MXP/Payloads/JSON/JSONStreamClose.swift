public import AgentPrimitives

extension MXPPayload.JSON {
    /// Ends a streamed answer (type `StreamClose`, the request's message identifier).
    ///
    /// An empty payload is read as a document without fields, since that is what the JavaScript SDK's mapping sends.
    public struct StreamClose: MXPJSONPayloadCoding, Hashable {
        /// Why the answer ended, such as `stop`; the set is open.
        public var finishReason: String?
        /// The tokens that the turn used.
        public var usage: Usage?
        /// What they cost; `nil` when that is unknown.
        public var cost: Money?
        /// The whole answer, for receivers that lost chunks or want to check them.
        public var text: String?
        /// What went wrong, when the answer is not complete.
        public var error: ErrorReport?

        /// Describes an end.
        public init(
            finishReason: String? = nil, usage: Usage? = nil, text: String? = nil, cost: Money? = nil,
            error: ErrorReport? = nil
        ) {
            self.finishReason = finishReason
            self.usage = usage
            self.text = text
            self.cost = cost
            self.error = error
        }

        /// Parses the payload, or takes its absence for an end without details.
        public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
            guard !payload.isEmpty else {
                self.init()
                return
            }
            try self.init(parsing: payload)
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            finishReason = try json.optional("finish_reason")?.string()
            usage = try json.optional("usage").map { usage throws(JSONShapeError) in try Usage(json: usage) }
            text = try json.optional("text")?.string()
            cost = try json.optional("cost_usd_micros").map { micros throws(JSONShapeError) in
                Money(micros: Int64(try micros.int()))
            }
            error = try json.optional("error").map { error throws(JSONShapeError) in try ErrorReport(json: error) }
        }

        /// The document.
        public var json: JSONValue {
            var object: JSONObject = [:]
            object["finish_reason"] = finishReason.map(JSONValue.string)
            object["usage"] = usage?.json
            object["cost_usd_micros"] = (cost?.micros).map { .int($0) }
            object["text"] = text.map(JSONValue.string)
            object["error"] = error?.json
            return .object(object)
        }
    }
}
