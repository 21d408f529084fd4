internal import AgentRuntime

extension Agent {
    /// The session that the user named; a new one where no name was given.
    ///
    /// A name that was never recorded starts a session. Only one that looks like those we make up must be known: nobody
    /// chooses such a name, so it is mistyped, and the context that was meant would silently be missing.
    func session(named name: SessionID?, remarks: OutputWriter) async throws -> AgentSession {
        guard let name, try await !archive.contains(name) else { return session(name) }
        if name.rawValue.hasPrefix("ses_") { try await archive.require(name) }
        guard Self.isPlain(name.rawValue) else {
            throw CommandError(
                .usage, "--session has no such value", expected: "1 to 64 letters, digits, dots, dashes or underscores",
                found: name.rawValue.quoted())
        }
        await remarks.writeLine("Starting the session \(name).")
        return session(name)
    }

    /// Whether a name can stand in a shell line and a file name as it is.
    private static func isPlain(_ name: String) -> Bool {
        let first = name.unicodeScalars.first
        return (1...64).contains(name.unicodeScalars.count) && first != "-" && first != "."
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "._-".unicodeScalars.contains(scalar))
            }
    }
}
