/// What a person states of a tool call whose outcome its session does not know.
public struct StatedResult: Hashable, Sendable {
    /// The call; `nil` for the only one that is open.
    public var callID: String?
    /// What the model is told.
    public var content: String

    /// States a result.
    public init(callID: String? = nil, content: String) {
        self.callID = callID
        self.content = content
    }
}

extension StatedResult: JSONRepresentable {
    /// An object with the members call_id (if told) and content.
    public var json: JSONValue {
        var object: JSONObject = ["content": .string(content)]
        if let callID { object["call_id"] = .string(callID) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(callID: try json.optional("call_id")?.string(), content: try json.member("content").string())
    }
}
