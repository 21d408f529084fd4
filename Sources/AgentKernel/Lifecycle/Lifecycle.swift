/// Where an agent stands between its start and its end (MXP agents SDK, kernel states).
///
/// Pure: the caller applies an event and carries on from the new state. `abort` is legal everywhere, so that an agent can
/// always be ended.
public struct Lifecycle: Hashable, Sendable {
    /// A state of an agent; each case names its legal successors.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Made, not yet set up. Next: ready, terminated.
        case initializing = "Init"
        /// Set up, not yet taking messages. Next: active, retiring, terminated.
        case ready = "Ready"
        /// Taking messages. Next: suspended, retiring, terminated.
        case active = "Active"
        /// Holding messages back. Next: active, retiring, terminated.
        case suspended = "Suspended"
        /// Finishing what it has. Next: terminated.
        case retiring = "Retiring"
        /// Ended. Next: none.
        case terminated = "Terminated"
    }

    /// What makes an agent change its state.
    public enum Event: String, Hashable, Sendable, CaseIterable {
        /// Set-up succeeded.
        case boot
        /// Begin to take messages.
        case activate
        /// Hold messages back.
        case suspend
        /// Take messages again.
        case resume
        /// Take no more messages and finish.
        case retire
        /// All is finished.
        case terminate
        /// End at once.
        case abort
    }

    /// The present state.
    public private(set) var state: State = .initializing

    /// Starts in ``State/initializing``.
    public init() {}

    /// Applies an event and returns the new state.
    ///
    /// - Throws: ``KernelError`` with code `invalidTransition` when the event is not legal in the present state; the state
    ///   is unchanged.
    @discardableResult
    public mutating func apply(_ event: Event) throws(KernelError) -> State {
        guard let next = Self.successor(of: state, on: event) else {
            let legal = Event.allCases.filter { Self.successor(of: state, on: $0) != nil }.map(\.rawValue)
            throw KernelError(
                .invalidTransition,
                "An agent in state \(state.rawValue) takes \(legal.joined(separator: ", ")); found \(event.rawValue).")
        }
        state = next
        return next
    }

    private static func successor(of state: State, on event: Event) -> State? {
        switch (state, event) {
        case (.initializing, .boot): .ready
        case (.ready, .activate): .active
        case (.active, .suspend): .suspended
        case (.suspended, .resume): .active
        case (.ready, .retire), (.active, .retire), (.suspended, .retire): .retiring
        case (.retiring, .terminate), (.terminated, .terminate): .terminated
        case (_, .abort): .terminated
        default: nil
        }
    }
}
