internal import AgentPrimitives
internal import AgentWire

/// Keeps the windows of all sessions.
///
/// Pure. A session's window exists from its first call on; idle ones are forgotten when there are too many.
struct WindowGovernor: Sendable {
    private let limits: RouterLimits
    private var windows: [String: SessionWindow] = [:]
    private(set) var admitted: UInt64 = 0
    private(set) var refused: UInt64 = 0

    init(limits: RouterLimits) {
        self.limits = limits
    }

    /// Admits a call of a session, or says what has no room.
    mutating func admit(_ call: CallEstimate, session: String, sender: ATPWindow) -> SessionWindow.Refusal? {
        if windows[session] == nil, windows.count >= limits.maximumSessions {
            windows = windows.filter { $0.value.callsUnderWay > 0 }
        }
        let window = limits.window.narrowed(to: sender)
        let refusal = windows[session, default: SessionWindow()].admit(call, within: window)
        if refusal == nil { admitted += 1 } else { refused += 1 }
        return refusal
    }

    /// Ends an admitted call.
    mutating func settle(_ call: CallEstimate, session: String, used: Usage) {
        windows[session]?.settle(call, used: used)
    }
}
