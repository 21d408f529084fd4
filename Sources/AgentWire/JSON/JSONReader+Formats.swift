internal import AgentPrimitives

// The formats that frames and payloads use beyond those of the reader itself.
extension JSONReader {
    /// An object whose members are all strings.
    func stringsByName() throws(JSONShapeError) -> [String: String] {
        var texts: [String: String] = [:]
        for name in try object().keys {
            texts[name] = try member(name).string()
        }
        return texts
    }

    /// Any integer of a type; `1.0` counts as one.
    func integer<Value: FixedWidthInteger>() throws(JSONShapeError) -> Value {
        try integer(in: Value.min...Value.max)
    }

    /// An integer of a range; `1.0` counts as one.
    func integer<Value: FixedWidthInteger>(in range: ClosedRange<Value>) throws(JSONShapeError) -> Value {
        let number = value.numberValue
        let integer = number?.int64.flatMap(Value.init(exactly:)) ?? number?.uint64.flatMap(Value.init(exactly:))
        guard let integer, range.contains(integer) else {
            throw mismatch("an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// A number of a range.
    func number(in range: ClosedRange<Double>) throws(JSONShapeError) -> Double {
        guard let number = value.doubleValue, range.contains(number) else {
            throw mismatch("a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The text of a UUID.
    func agentID() throws(JSONShapeError) -> AgentID {
        guard let agentID = AgentID(try string()) else { throw mismatch("the text of a UUID") }
        return agentID
    }

    /// A date and time by RFC 3339.
    func timestamp() throws(JSONShapeError) -> Timestamp {
        guard let timestamp = Timestamp(rfc3339: try string()) else { throw mismatch("a date and time by RFC 3339") }
        return timestamp
    }

    /// The members of an object under other names than these, in their order.
    func members(except names: Set<String>) throws(JSONShapeError) -> JSONObject {
        JSONObject(try object().members.filter { !names.contains($0.key) })
    }
}
