public import AgentPrimitives

/// One rule that every `EventLog` keeps, as a check to run on an implementation of your own.
///
/// Nothing here depends on a test library: a broken rule is thrown as a ``ContractViolation``. With Swift Testing:
///
/// ```swift
/// @Test(arguments: EventLogContract.all)
/// func keepsTheContract(_ rule: EventLogContract) async throws {
///     try await rule.check(MyEventLog())
/// }
/// ```
public struct EventLogContract: Sendable, CustomStringConvertible {
    /// The rule in one sentence.
    public let description: String
    private let body: @Sendable (EventLogProbe) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (EventLogProbe) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks the rule on a log that holds nothing yet.
    ///
    /// - Throws: ``ContractViolation`` when the rule is broken, or what the log threw.
    public func check(_ log: any EventLog) async throws {
        try await body(EventLogProbe(log: log, rule: description))
    }

    /// Every rule of the contract.
    public static let all = appending + reading + storing + snapshots + sharing
}
