public import AgentPrimitives

/// One thing that is wrong with an event log.
public struct EventLogFinding: Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let kind: Kind
    /// The session at fault, if one is.
    public let session: SessionID?
    /// The event at fault, if one is.
    public let sequence: UInt64?
    /// What was expected and what was found.
    public let message: String

    init(_ kind: Kind, _ message: String, session: SessionID? = nil, sequence: UInt64? = nil) {
        self.kind = kind
        self.session = session
        self.sequence = sequence
        self.message = message
    }

    /// The kind and the message.
    public var description: String { "\(kind): \(message)" }

    /// What a finding is about.
    public struct Kind: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case file, event, summary, blob, snapshot
        }

        private let value: Value

        /// The database itself: a page, an index.
        public static let file = Kind(value: .file)
        /// An event is missing, unreadable or not sealed behind the one before it.
        public static let event = Kind(value: .event)
        /// The list of sessions says something else than the events.
        public static let summary = Kind(value: .summary)
        /// The bytes of a blob do not match its digest.
        public static let blob = Kind(value: .blob)
        /// A snapshot is damaged or fits no event; it is never used, and can be deleted.
        public static let snapshot = Kind(value: .snapshot)

        private init(value: Value) {
            self.value = value
        }

        /// The kind's name.
        public var description: String { value.rawValue }
    }
}
