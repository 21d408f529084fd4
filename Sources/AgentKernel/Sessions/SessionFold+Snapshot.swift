internal import AgentPrimitives

extension SessionFold {
    /// Names what ``snapshotState()`` writes: a line with all but the conversation, then a line for each message.
    static let snapshotFormat = "session/1"

    /// The state as lines of canonical JSON; `nil` while a turn is open.
    ///
    /// What no prompt has room for is kept as lines from then on, so that the next snapshot encodes only what is new.
    ///
    /// - Throws: `JSONError` for a state that has no canonical form.
    mutating func snapshotState() throws(JSONError) -> [UInt8]? {
        guard !isInterrupted else { return nil }
        try packConversation()
        let (lines, system) = try conversation.lines()
        var object: JSONObject = [
            "messages": .int(conversation.count), "model_calls": .int(modelCalls),
            "system": .array(system.map(\.json)), "turns": .int(turns),
        ]
        if let configuration { object["configuration"] = configuration.json }
        if let lastOutcome { object["last_outcome"] = lastOutcome.json }
        if let origin { object["origin"] = origin.json }
        var state = try CanonicalJSON.encode(.object(object), numbers: .exact)
        state.reserveCapacity(state.count + 1 + lines.count)
        state.append(UInt8(ascii: "\n"))
        state += lines
        return state
    }

    /// Takes up the state of a snapshot; fails for one of another format.
    ///
    /// - Throws: `JSONError` or `JSONShapeError` for a state that cannot be read.
    init?(_ snapshot: SessionSnapshot) throws {
        guard snapshot.format == Self.snapshotFormat,
            let end = snapshot.state.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let state = JSONReader(try JSONValue(parsing: snapshot.state[..<end]))
        self.init(
            session: snapshot.session,
            configuration: try state.optional("configuration").map { try SessionConfiguration(json: $0) },
            conversation: ConversationHistory(
                lines: snapshot.state[(end + 1)...], count: try state.member("messages").count(),
                system: try state.member("system").list(of: Message.self)),
            lastOutcome: try state.optional("last_outcome").map { try RunOutcome(json: $0) },
            modelCalls: try state.member("model_calls").count(), turns: try state.member("turns").count(),
            origin: try state.optional("origin").map { try SessionOrigin(json: $0) })
    }
}
