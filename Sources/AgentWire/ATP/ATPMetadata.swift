public import AgentPrimitives

/// What a frame says about its task (ATP 1.1, `meta`); every field may be absent, and an empty list counts as that.
public struct ATPMetadata: Hashable, Sendable {
    /// What kind of task it is.
    public var taskType: String?
    /// The languages that matter, of people or of programs.
    public var languages: [String]
    /// How much can go wrong.
    public var risk: String?
    /// The kinds of data that the task may touch.
    public var dataScope: [String]
    /// Where the task stands in its trace.
    public var trace: ATPTrace?
    /// The tools that the task may use.
    public var toolPermissions: [String]
    /// The environment that the task runs in.
    public var environmentID: String?
    /// The groups that may see the task.
    public var securityGroups: [String]
    /// Fields of later versions, kept for whoever knows them.
    public var extras: JSONObject

    /// Describes a task.
    public init(
        taskType: String? = nil, languages: [String] = [], risk: String? = nil, dataScope: [String] = [],
        trace: ATPTrace? = nil, toolPermissions: [String] = [], environmentID: String? = nil,
        securityGroups: [String] = [], extras: JSONObject = [:]
    ) {
        self.taskType = taskType
        self.languages = languages
        self.risk = risk
        self.dataScope = dataScope
        self.trace = trace
        self.toolPermissions = toolPermissions
        self.environmentID = environmentID
        self.securityGroups = securityGroups
        self.extras = extras
    }
}

extension ATPMetadata {
    private static let names: Set = [
        "task_type", "languages", "risk", "data_scope", "trace", "tool_permissions", "environment_id",
        "security_groups",
    ]

    init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            taskType: try json.optional("task_type")?.string(),
            languages: try json.optional("languages")?.strings() ?? [],
            risk: try json.optional("risk")?.string(),
            dataScope: try json.optional("data_scope")?.strings() ?? [],
            trace: try json.optional("trace").map { trace throws(JSONShapeError) in try ATPTrace(json: trace) },
            toolPermissions: try json.optional("tool_permissions")?.strings() ?? [],
            environmentID: try json.optional("environment_id")?.string(),
            securityGroups: try json.optional("security_groups")?.strings() ?? [],
            extras: try json.members(except: Self.names))
    }

    var json: JSONValue {
        var object: JSONObject = [:]
        object["task_type"] = taskType.map(JSONValue.string)
        object["languages"] = languages.isEmpty ? nil : .strings(languages)
        object["risk"] = risk.map(JSONValue.string)
        object["data_scope"] = dataScope.isEmpty ? nil : .strings(dataScope)
        object["trace"] = trace?.json
        object["tool_permissions"] = toolPermissions.isEmpty ? nil : .strings(toolPermissions)
        object["environment_id"] = environmentID.map(JSONValue.string)
        object["security_groups"] = securityGroups.isEmpty ? nil : .strings(securityGroups)
        return .object(object.adding(extras, except: Self.names))
    }
}
