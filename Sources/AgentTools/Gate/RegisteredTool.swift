internal import AgentPrimitives

/// A tool as the dispatcher needs it: described, decodable and runnable, whatever its type.
struct RegisteredTool: Sendable {
    /// A call's arguments in the form in which the tool takes them.
    typealias Bound = ArgumentBindings

    let descriptor: ToolDescriptor
    private let parameters: ParameterList
    private let tool: any Tool

    /// Describes the tool.
    ///
    /// - Throws: ``ToolError`` `invalidTool` when the name or the argument names break the rules.
    init(_ tool: some Tool) throws(ToolError) {
        let type = type(of: tool)
        parameters = ParameterList(of: tool)
        try Self.check(name: type.name)
        try Self.check(parameters, of: type.name)
        self.tool = tool
        descriptor = ToolDescriptor(
            name: type.name, summary: type.summary, inputSchema: .object(parameters.schema),
            requiredCapabilities: type.requiredCapabilities, effect: type.effect, idempotency: type.idempotency)
        for entry in parameters.entries { entry.declaration.markRegistered() }
    }

    /// Checks arguments against the schema.
    func bind(_ arguments: JSONValue) throws(JSONShapeError) -> ArgumentBindings {
        try parameters.bindings(for: JSONReader(arguments))
    }

    /// Runs the tool on its arguments.
    func run(_ bindings: ArgumentBindings, _ context: ToolExecutionContext) async throws -> ToolOutput {
        try await bindings.around { try await tool.call(context) }
    }

    /// Asks the tool what came of a call with those arguments.
    func reconcile(_ bindings: ArgumentBindings, _ context: ToolExecutionContext) async throws -> ToolOutput? {
        try await bindings.around { try await tool.reconcile(context) }
    }

    private static func check(name: String) throws(ToolError) {
        let isValid =
            (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: ".-_".utf8.contains(byte)
                }
            }
        guard isValid else {
            throw ToolError(
                .invalidTool, "expected a tool name of 1 to 64 characters out of a-z A-Z 0-9 . _ -, found \"\(name)\"")
        }
    }

    private static func check(_ parameters: ParameterList, of name: String) throws(ToolError) {
        var seen: Set<String> = []
        for entry in parameters.entries where !seen.insert(entry.name).inserted {
            throw ToolError(
                .invalidTool, "expected the arguments of \(name) to have different names, found \(entry.name) twice")
        }
    }
}
