extension ModelPrices: JSONRepresentable {
    /// Micro-dollars for a million tokens of each kind; a kind that costs the same as its like is left out.
    public var json: JSONValue {
        var object: JSONObject = ["input_micros": .int(inputMicros), "output_micros": .int(outputMicros)]
        if let cachedInputMicros { object["cached_input_micros"] = .int(cachedInputMicros) }
        if let cacheWriteMicros { object["cache_write_micros"] = .int(cacheWriteMicros) }
        if let reasoningMicros { object["reasoning_micros"] = .int(reasoningMicros) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            inputMicros: Int64(try json.member("input_micros").count(upTo: .max)),
            outputMicros: Int64(try json.member("output_micros").count(upTo: .max)),
            cachedInputMicros: try json.rate("cached_input_micros"), reasoningMicros: try json.rate("reasoning_micros"),
            cacheWriteMicros: try json.rate("cache_write_micros"))
    }
}

extension JSONReader {
    fileprivate func rate(_ name: String) throws(JSONShapeError) -> Int64? {
        guard let member = try optional(name) else { return nil }
        return Int64(try member.count(upTo: .max))
    }
}
