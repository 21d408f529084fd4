internal import AgentRuntime

extension ValueFormat where Value == SessionID {
    /// The name of a session.
    static var session: ValueFormat {
        ValueFormat(placeholder: "ID", expected: "the name of a session") { SessionID(rawValue: $0) }
    }
}
