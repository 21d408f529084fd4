internal import AgentPrimitives
internal import AgentPrompts

/// What was said in a session's finished turns.
///
/// The older messages of a long session stand as JSON lines, the way a snapshot keeps them, and are decoded when a prompt
/// has room for them; opening a session then costs the same whatever its length, and so does the next snapshot.
struct ConversationHistory: Sendable {
    /// The older messages, a line each, every line with its end.
    private var olderLines: ArraySlice<UInt8> = []
    private(set) var olderCount = 0
    /// The system messages among the older ones, in order: every prompt takes them along.
    private(set) var olderSystem: [Message] = []
    /// The messages behind the older ones.
    private(set) var recent: [Message] = []

    /// The number of messages.
    var count: Int { olderCount + recent.count }

    /// Nothing was said.
    init() {}

    /// Takes up older messages as ``lines()`` gave them.
    init(lines: ArraySlice<UInt8>, count: Int, system: [Message]) {
        olderLines = lines
        olderCount = count
        olderSystem = system
    }

    mutating func append(_ messages: [Message]) {
        recent += messages
    }

    /// All messages, in order.
    func messages() throws -> [Message] {
        var whole = self
        try whole.decode(within: .max)
        return whole.recent
    }

    /// Decodes older messages until the decoded ones take so many tokens, or all are.
    mutating func decode(within tokens: Int) throws {
        guard olderCount > 0 else { return }
        let estimator = ByteTokenEstimator()
        var room = tokens
        for message in recent.reversed() where room > 0 { room -= estimator.tokens(in: message) }
        var decoded: [Message] = []
        while room > 0, olderCount > 0 {
            let message = try takeLastLine()
            room -= estimator.tokens(in: message)
            decoded.append(message)
        }
        if !decoded.isEmpty { recent = decoded.reversed() + recent }
    }

    /// Turns the messages in front of those that take so many tokens into lines.
    mutating func encode(beyond tokens: Int) throws(JSONError) {
        let estimator = ByteTokenEstimator()
        var room = tokens
        var start = recent.endIndex
        while start > 0, room > 0 {
            start -= 1
            room -= estimator.tokens(in: recent[start])
        }
        guard start > 0 else { return }
        // The lines may be a slice of a snapshot's bytes, which are then let go of.
        var lines = Array(olderLines)
        for message in recent[..<start] {
            try Self.append(message, to: &lines)
            if message.role == .system { olderSystem.append(message) }
        }
        olderLines = lines[...]
        olderCount += start
        recent.removeFirst(start)
    }

    /// All messages as lines, and the system messages among them.
    func lines() throws(JSONError) -> (bytes: [UInt8], system: [Message]) {
        var lines = Array(olderLines)
        for message in recent { try Self.append(message, to: &lines) }
        return (lines, olderSystem + recent.filter { $0.role == .system })
    }

    private static func append(_ message: Message, to lines: inout [UInt8]) throws(JSONError) {
        lines += try CanonicalJSON.encode(message.json, numbers: .exact)
        lines.append(UInt8(ascii: "\n"))
    }

    private mutating func takeLastLine() throws -> Message {
        let text = olderLines.dropLast()
        let start = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.startIndex
        let message = try Message(json: JSONReader(try JSONValue(parsing: text[start...])))
        olderLines = olderLines[..<start]
        olderCount -= 1
        if message.role == .system, !olderSystem.isEmpty { olderSystem.removeLast() }
        return message
    }
}
