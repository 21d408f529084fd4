internal import CAgentSystem

/// The operating system's words for its error numbers.
enum SystemErrorText {
    static func describe(_ errno: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(errno)" }
            agent_error_text(errno, start, buffer.count)
            return String(cString: start)
        }
    }
}
