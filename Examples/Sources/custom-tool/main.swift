import AgentRuntime
import AgentTesting

// A scripted model stands in for a real one, so that this runs anywhere. Leave `model` out to use what is configured.
let call = ToolCall(id: "call_1", name: "ticket.lookup", argumentsText: #"{"number": 17}"#)
let model = ScriptedModel([.toolCalls([call]), .text("Ticket 17 is open: Replay stops at midnight.")])

var builder = AgentBuilder(workspace: ".")
builder.tools = [TicketLookup()]
builder.model = ModelRegistration(name: "scripted", upstreamModel: "scripted", adapter: model, prices: .free)
builder.onEvent = { event in print("  recorded \(event.sequence): \(event.kind)") }

let reply = try await builder.run { agent in
    try await agent.ask("What is ticket 17 about?")
}
print(reply.text)
