internal import AgentPrimitives

extension SessionSnapshot {
    /// SHA-256 of the canonical JSON object of format, hash, sequence and session, a line feed and the state.
    var digest: SHA256Digest {
        var opening: [UInt8] = []
        opening += #"{"format":"#.utf8
        opening.appendQuoted(format)
        opening += #","hash":"\#(head.hash)","sequence":\#(head.sequence),"session":"#.utf8
        opening.appendQuoted(session.rawValue)
        opening += "}\n".utf8
        var hasher = SHA256Hasher()
        hasher.update(opening)
        hasher.update(state)
        return hasher.finalize()
    }

    /// What is said of one whose head is no event.
    func unknownHead() -> EventLogError {
        EventLogError(
            .invalid,
            "expected the snapshot's head to be an event of session \(session), found no event \(head.sequence) with the "
                + "hash \(head.hash); fold the log again",
            sequence: head.sequence)
    }
}
