import AgentRuntime

let reply = try await AgentBuilder(workspace: "docs").run { agent in
    try await agent.ask("Which events does a session log hold?") { text in
        print(text, terminator: "")
    }
}
print("\nsession \(reply.session): \(reply.outcome.status)")
