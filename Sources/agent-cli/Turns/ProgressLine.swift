internal import AgentRuntime

/// One line on a terminal that tells what a turn is doing once that takes over a second; text and other lines take its place.
struct ProgressLine: Sendable {
    /// Back to the start of the line, and all of it empty.
    private static let erasure = "\r\u{1b}[2K"

    /// What is being done; `nil` for nothing.
    private var activity: (text: String, since: ContinuousClock.Instant)?
    /// The names of the tools that the model has called, by call.
    private var tools: [String: String] = [:]
    private var isShown = false

    /// Takes note of what a turn does.
    mutating func see(_ event: SessionEvent, at now: ContinuousClock.Instant) {
        switch event {
        case .modelRequested:
            activity = ("asking the model", now)
        case .modelEvents(_, let events):
            for case .blockStarted(_, let kind) in events {
                switch kind {
                case .toolCall(let id, let name): tools[id] = name
                // From here on the text itself tells that something is being done.
                case .text, .refusal: activity = nil
                case .reasoning, .redactedReasoning, .media, .opaque: break
                }
            }
        case .toolStarted(let callID, _, _):
            activity = ("running \(tools[callID] ?? "a tool")", now)
        case .toolFinished:
            activity = ("going on", now)
        case .runFinished, .runSuspended, .runCancelled:
            activity = nil
            tools = [:]
        case .configured, .forked, .runStarted, .runResumed, .modelDecided, .modelFailed, .toolDecided:
            break
        }
    }

    /// What to write now, every second; `nil` when there is nothing to tell.
    mutating func tick(at now: ContinuousClock.Instant) -> String? {
        guard let activity, case let seconds = activity.since.duration(to: now).components.seconds, seconds >= 1 else {
            return nil
        }
        isShown = true
        return "\(Self.erasure)\(activity.text) … \(seconds) s"
    }

    /// What to write before anything else may be written; `nil` when the line is not there.
    mutating func clear() -> String? {
        guard isShown else { return nil }
        isShown = false
        return Self.erasure
    }
}
