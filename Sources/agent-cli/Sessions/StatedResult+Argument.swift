internal import AgentRuntime

extension StatedResult {
    /// Reads `CALL=TEXT`, or a text alone for the only open call.
    ///
    /// What stands before the first `=` counts as a call only if one of that name is open, so that a text may hold the sign.
    init(argument: String, openCalls: [String]) {
        if let separator = argument.firstIndex(of: "="), openCalls.contains(String(argument[..<separator])) {
            self.init(
                callID: String(argument[..<separator]), content: String(argument[argument.index(after: separator)...]))
        } else {
            self.init(content: argument)
        }
    }
}
