import AgentRuntime

/// Looks a ticket up; stands for any system of yours that a model should be able to ask.
struct TicketLookup: Tool {
    static let name = "ticket.lookup"
    static let summary = "Gives a ticket's title and state by its number."
    static let requiredCapabilities: CapabilitySet = ["ticket.read"]
    static let effect = EffectClass.read
    static let idempotency = Idempotency.pure

    @Parameter("The ticket's number.", range: 1...999_999) var number: Int

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        guard let title = titles[number] else { return .failure("There is no ticket \(number).") }
        return .json(["number": .int(number), "state": "open", "title": .string(title)])
    }

    private let titles = [17: "Replay stops at midnight", 23: "Log grows without bound"]
}
