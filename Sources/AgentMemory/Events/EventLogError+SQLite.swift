internal import AgentPrimitives

extension EventLogError {
    /// Passes a database failure on under the code that callers branch on.
    init(_ error: SQLiteError, sequence: UInt64? = nil) {
        let code: Code =
            switch error.reason {
            case .constraint: .conflict
            case .corrupt, .notDatabase: .corrupt
            case .empty: .notFound
            case .full: .full
            case .readOnly: .readOnly
            case .tooLarge: .invalid
            case .busy, .cannotOpen, .foreign, .newerSchema, .other: .storage
            }
        self.init(code, error.description, sequence: sequence, underlying: error)
    }

    /// Makes one kind of error of what a call on the file threw.
    init(wrapping error: any Error, path: String) {
        switch error {
        case let error as EventLogError: self = error
        case let error as SQLiteError: self.init(error)
        default: self.init(.storage, "\(path): \(error)", underlying: error)
        }
    }

    static func conflict(_ session: SessionID, expected: UInt64, found: UInt64) -> EventLogError {
        EventLogError(
            .conflict,
            "session \(session) was expected to end at event \(expected), it ends at \(found); read the new events first",
            sequence: found)
    }
}
