extension Budget: JSONRepresentable {
    /// An object with a member for each limit that is set.
    public var json: JSONValue {
        var object: JSONObject = [:]
        if let tokens { object["tokens"] = .int(tokens) }
        if let money { object["usd_micros"] = .int(money.micros) }
        if let modelCalls { object["model_calls"] = .int(modelCalls) }
        if let toolCalls { object["tool_calls"] = .int(toolCalls) }
        if let wallTime { object["wall_us"] = .int(wallTime.wholeMicroseconds) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            tokens: try json.optional("tokens")?.int(),
            money: try json.optional("usd_micros").map { micros throws(JSONShapeError) in
                Money(micros: Int64(try micros.int()))
            },
            modelCalls: try json.optional("model_calls")?.int(),
            toolCalls: try json.optional("tool_calls")?.int(),
            wallTime: try json.optional("wall_us").map { microseconds throws(JSONShapeError) in
                .microseconds(try microseconds.int())
            })
    }
}

extension Duration {
    /// The duration in microseconds; what is below one is dropped.
    fileprivate var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
