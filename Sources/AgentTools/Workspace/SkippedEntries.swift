internal import AgentPrimitives

/// What a walk saw and left aside, so that a result does not pass for more than it is.
struct SkippedEntries: Hashable, Sendable {
    /// Hidden folders and files, and folders of package managers.
    var hidden = 0
    var links = 0
    /// Pipes, sockets and devices.
    var special = 0
    var binary = 0
    var unreadable = 0
    /// Files of which only the part within the limit was read.
    var partlyRead = 0

    /// The counts that are not zero.
    var json: JSONValue {
        let counts = [
            ("hidden", hidden), ("links", links), ("special", special), ("binary", binary),
            ("unreadable", unreadable), ("partly_read", partlyRead),
        ]
        return .object(JSONObject(counts.filter { $0.1 > 0 }.map { (key: $0.0, value: .int($0.1)) }))
    }
}
