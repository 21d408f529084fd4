extension ATPPayload {
    /// What a payload's content is (ATP 1.1, `payload.type`).
    ///
    /// An open set: receivers pass over types that they do not know.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        /// The text that travels.
        public let rawValue: String

        /// Wraps a text as it stands.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A piece of an answer.
        public static let partialResult = Kind(rawValue: "agent.result.partial")
        /// A whole answer.
        public static let finalResult = Kind(rawValue: "agent.result.final")
        /// An answer that may still change; holds until it expires.
        public static let provisionalResult = Kind(rawValue: "agent.result.provisional")
        /// A question back to the caller.
        public static let question = Kind(rawValue: "question")
        /// A line for the log.
        public static let log = Kind(rawValue: "log")
        /// How an agent is doing.
        public static let controlStatus = Kind(rawValue: "control.status")
        /// Asks for a tool to be run.
        public static let toolRequest = Kind(rawValue: "tool.request")
        /// What came of a tool.
        public static let toolResult = Kind(rawValue: "tool.result")
        /// Starts a parallel session.
        public static let dispatch = Kind(rawValue: "agent.dispatch")
        /// A piece of one lane of a parallel session.
        public static let stream = Kind(rawValue: "agent.stream")
        /// Ends one lane of a parallel session.
        public static let end = Kind(rawValue: "agent.end")
        /// What an adapter can do.
        public static let adapterCapability = Kind(rawValue: "adapter.capability")
        /// How an adapter is doing.
        public static let adapterHealth = Kind(rawValue: "adapter.health")
        /// What a peer can do.
        public static let capabilities = Kind(rawValue: "CAPABILITIES")
        /// A new window.
        public static let windowUpdate = Kind(rawValue: "WINDOW_UPDATE")
        /// A new budget.
        public static let budgetUpdate = Kind(rawValue: "BUDGET_UPDATE")
        /// A new route.
        public static let routeUpdate = Kind(rawValue: "ROUTE_UPDATE")
        /// What went wrong; comes with RST.
        public static let error = Kind(rawValue: "ERROR")
    }
}
