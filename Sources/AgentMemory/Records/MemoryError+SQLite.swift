internal import AgentPrimitives

extension MemoryError {
    /// Passes a database failure on under the code that callers branch on.
    init(_ error: SQLiteError) {
        let code: Code =
            switch error.reason {
            case .corrupt, .notDatabase: .corrupt
            case .full: .full
            case .readOnly: .readOnly
            case .tooLarge: .invalid
            case .busy, .cannotOpen, .constraint, .empty, .foreign, .newerSchema, .other: .storage
            }
        self.init(code, error.description, underlying: error)
    }
}
