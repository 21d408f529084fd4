internal import AgentPrimitives

extension SessionFold {
    /// Names what ``snapshotState()`` writes.
    static let snapshotFormat = "session/1"

    /// The state as canonical JSON; `nil` while a turn is open.
    ///
    /// - Throws: `JSONError` for a state that has no canonical form.
    func snapshotState() throws(JSONError) -> [UInt8]? {
        guard !isInterrupted else { return nil }
        var object: JSONObject = [
            "history": .array(history.map(\.json)), "model_calls": .int(modelCalls), "turns": .int(turns),
        ]
        if let configuration { object["configuration"] = configuration.json }
        if let lastOutcome { object["last_outcome"] = lastOutcome.json }
        if let origin { object["origin"] = origin.json }
        return try CanonicalJSON.encode(.object(object), numbers: .exact)
    }

    /// Takes up the state of a snapshot; fails for one of another format or session.
    ///
    /// - Throws: `JSONError` or `JSONShapeError` for a state that cannot be read.
    init?(_ snapshot: SessionSnapshot) throws {
        guard snapshot.format == Self.snapshotFormat else { return nil }
        let state = JSONReader(try JSONValue(parsing: snapshot.state))
        self.init(
            session: snapshot.session,
            configuration: try state.optional("configuration").map { try SessionConfiguration(json: $0) },
            history: try state.member("history").list(of: Message.self),
            lastOutcome: try state.optional("last_outcome").map { try RunOutcome(json: $0) },
            modelCalls: try state.member("model_calls").int(), turns: try state.member("turns").int(),
            origin: try state.optional("origin").map { try SessionOrigin(json: $0) })
    }
}
