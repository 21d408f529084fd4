internal import AgentRuntime

extension AgentBuilder {
    /// What is known of a tool; an error says which one may have been meant.
    func toolDescriptor(_ name: String) throws -> ToolDescriptor {
        let tools = try toolDescriptors()
        if let tool = tools.first(where: { $0.name == name }) { return tool }
        let names = tools.map(\.name)
        throw CommandError(
            .usage, "unknown tool", expected: "one of " + names.joined(separator: ", "), found: name.quoted(),
            advice: NearestName.of(name, among: names))
    }
}
