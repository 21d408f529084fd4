internal import AgentPrimitives

/// The tools of a client's request: functions, and among them tools that run at the provider.
struct ResponsesToolList {
    private(set) var tools: [ToolDescriptor] = []
    private(set) var options: [String: ToolOptions] = [:]
    /// The client's order: functions by their names and what else was said of them, other tools whole.
    private(set) var arrangement: [JSONValue] = []
    /// Whether the list says more than its functions do.
    private(set) var isSpecial = false

    /// Adds an element of the list.
    mutating func add(_ tool: JSONReader) throws(JSONShapeError) {
        guard try tool.member("type").string() == "function" else {
            arrangement.append(tool.value)
            isSpecial = true
            return
        }
        let name = try tool.member("name").string()
        guard !name.isEmpty else { throw try tool.member("name").mismatch("a name") }
        let parameters = try tool.optional("parameters")
        _ = try parameters?.object()
        tools.append(
            ToolDescriptor(
                name: name, summary: try tool.optional("description")?.string() ?? "",
                inputSchema: parameters?.value ?? ["type": "object", "properties": [:]], effect: .external,
                idempotency: .unsafe))
        if let isStrict = try tool.optional("strict")?.bool() { options[name] = ToolOptions(isStrict: isStrict) }
        let rest = try tool.object().members.filter { !Self.functionMembers.contains($0.key) }
        if !rest.isEmpty { isSpecial = true }
        arrangement.append(.object(JSONObject([("type", "function"), ("name", .string(name))] + rest)))
    }

    private static let functionMembers: Set<String> = ["type", "name", "description", "parameters", "strict"]

    /// The choice among the tools; `nil` for one that names a tool of the provider.
    static func choice(_ choice: JSONReader) throws(JSONShapeError) -> ToolChoice? {
        if let word = choice.value.stringValue {
            switch word {
            case "auto": return .auto
            case "none": return ToolChoice.none
            case "required": return .required
            default: throw choice.mismatch("\"auto\", \"none\", \"required\" or an object")
            }
        }
        switch try choice.member("type").string() {
        case "function":
            return .tool(try choice.member("name").string())
        case "allowed_tools":
            let tools = try choice.member("tools").elements()
            guard tools.allSatisfy({ $0.value["type"]?.stringValue == "function" }) else { return nil }
            var names: [String] = []
            for tool in tools { names.append(try tool.member("name").string()) }
            return .allowed(names, isRequired: try choice.optional("mode")?.string() == "required")
        default:
            return nil
        }
    }
}
