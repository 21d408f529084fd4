internal import AgentNetwork

/// Reads when an upstream will take the next call (RFC 9110 section 10.2.3, and OpenAI's `retry-after-ms`).
enum RetryAfter {
    /// A longer wait is as good as none; it also keeps arithmetic on the result safe.
    private static let longestSeconds = 7 * 86_400.0

    static func read(from headers: HTTPHeaders) -> Duration? {
        if let milliseconds = headers["retry-after-ms"].flatMap(Double.init) { return wait(milliseconds / 1000) }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text) { return wait(seconds) }
        // A date is compared with the server's own clock, so that ours need not agree with it.
        guard let then = HTTPDate.seconds(text), let now = headers["date"].flatMap(HTTPDate.seconds) else { return nil }
        return wait(Double(then - now))
    }

    /// Reads a duration in the JSON form of protocol buffers, such as `34.5s`.
    static func read(_ duration: String) -> Duration? {
        guard duration.hasSuffix("s") else { return nil }
        return Double(duration.dropLast()).flatMap(wait)
    }

    private static func wait(_ seconds: Double) -> Duration? {
        guard seconds.isFinite else { return nil }
        return .milliseconds(Int64((min(max(0, seconds), longestSeconds) * 1000).rounded(.up)))
    }
}
