internal import AgentRuntime

extension StatedResult {
    /// Reads `CALL=TEXT`, or a text alone for the only open call.
    ///
    /// What looks like a name before the first `=` counts as one, so that a mistyped call is never taken for a result: a text
    /// that begins so itself needs its call in front.
    init(argument: String) {
        guard let separator = argument.firstIndex(of: "="), Self.looksLikeCall(argument[..<separator]) else {
            self.init(content: argument)
            return
        }
        self.init(
            callID: String(argument[..<separator]), content: String(argument[argument.index(after: separator)...]))
    }

    private static func looksLikeCall(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "_-.:#".unicodeScalars.contains(scalar))
            }
    }
}
