public import AgentPrimitives

/// The tools that a dispatcher offers, in the order in which they were registered.
///
/// ```swift
/// var registry = try ToolRegistry(BuiltinTools.all(workspace: workspace))
/// try registry.register(Greet())
/// ```
public struct ToolRegistry: Sendable {
    private var tools: [RegisteredTool] = []
    private var positions: [String: Int] = [:]

    /// Starts with no tool.
    public init() {}

    /// Registers tools in order.
    ///
    /// - Throws: ``ToolError`` `duplicateTool` or `invalidTool`.
    public init(_ tools: [any Tool]) throws(ToolError) {
        for tool in tools { try register(tool) }
    }

    /// Adds a tool; the instance serves every call from now on, and its arguments are readable in calls only.
    ///
    /// - Throws: ``ToolError`` `duplicateTool` when the name is taken, `invalidTool` when the declaration breaks a rule.
    public mutating func register(_ tool: some Tool) throws(ToolError) {
        let tool = try RegisteredTool(tool)
        let name = tool.descriptor.name
        guard positions[name] == nil else {
            throw ToolError(.duplicateTool, "expected tool names to be unique, found a second \(name)")
        }
        positions[name] = tools.count
        tools.append(tool)
    }

    /// What is known of each tool, in order.
    public var descriptors: [ToolDescriptor] { tools.map(\.descriptor) }

    /// What is known of one tool.
    ///
    /// - Throws: ``ToolError`` `unknownTool`, with the nearest name there is.
    public func descriptor(of name: String) throws(ToolError) -> ToolDescriptor {
        try tool(named: name).descriptor
    }

    func tool(named name: String) throws(ToolError) -> RegisteredTool {
        if let position = positions[name] { return tools[position] }
        let known = tools.map(\.descriptor.name)
        let shown = name.utf8.count <= 64 ? "\"\(name)\"" : "a name of \(name.utf8.count) bytes"
        let advice =
            NearestName.of(name, among: known).map { "did you mean \($0)?" }
            ?? (known.isEmpty ? "none is registered" : "there are " + known.joined(separator: ", "))
        throw ToolError(.unknownTool, "expected the name of a tool, found \(shown); \(advice)")
    }
}
