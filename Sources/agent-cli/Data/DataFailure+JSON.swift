internal import AgentPrimitives

extension DataFailure {
    /// Offset from 0 in bytes, line and column from 1.
    init(_ error: JSONError) {
        self.init(code: "\(error.code)", message: error.message)
        guard let position = error.position else { return }
        details = [
            "offset": .int(position.offset), "line": .int(position.line), "column": .int(position.column),
        ]
    }
}
