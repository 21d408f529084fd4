/// Identifiers out of random bits.
public struct RandomIDSource: IDSource {
    private let random: any RandomSource

    /// Draws identifiers from a source of random bits, by default the system's.
    public init(random: any RandomSource = SystemRandomSource()) {
        self.random = random
    }

    /// A version 4 UUID.
    public func agentID() -> AgentID { AgentID(randomBits: random.next(), random.next()) }
    /// `ses_` and 12 letters and digits (60 random bits).
    public func sessionID() -> SessionID { SessionID("ses_" + token()) }
    /// `task_` and 12 letters and digits (60 random bits).
    public func taskID() -> TaskID { TaskID("task_" + token()) }
    /// Sixty-four random bits.
    public func messageID() -> MessageID { MessageID(rawValue: random.next()) }
    /// Sixty-four random bits.
    public func traceID() -> TraceID { TraceID(rawValue: random.next()) }

    /// Crockford's base 32: no letter that is easily taken for a digit.
    private func token() -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var bits = random.next()
        var characters: [UInt8] = []
        for _ in 0..<12 {
            characters.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
