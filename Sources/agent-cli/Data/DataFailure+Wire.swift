internal import AgentPrimitives
internal import AgentWire

extension DataFailure {
    /// The values that the error is about become members beside the code.
    init(_ error: WireError) {
        let members = error.json.objectValue?.members ?? []
        self.init(
            code: "\(error.code)", message: error.message,
            details: JSONObject(members.filter { $0.key != "code" && $0.key != "message" }))
    }
}
