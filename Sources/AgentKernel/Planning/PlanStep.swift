public import AgentPrimitives

/// One step of a plan: what to do, after what, and what may be done when a crash leaves it unfinished.
public struct PlanStep: Hashable, Sendable {
    /// The step's name, unique in its graph.
    public var id: String
    /// What the step's performer needs to know.
    public var input: JSONValue
    /// Steps whose output this one needs.
    public var dependencies: [String]
    /// What may be done with a step that was started and did not end.
    public var idempotency: Idempotency

    /// Describes a step.
    public init(
        id: String, input: JSONValue = .null, dependencies: [String] = [], idempotency: Idempotency = .pure
    ) {
        self.id = id
        self.input = input
        self.dependencies = dependencies
        self.idempotency = idempotency
    }
}

extension PlanStep: JSONRepresentable {
    /// An object with the members dependencies, id, idempotency and input.
    public var json: JSONValue {
        [
            "dependencies": .array(dependencies.map(JSONValue.string)), "id": .string(id),
            "idempotency": .string(idempotency.rawValue), "input": input,
        ]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            id: try json.member("id").string(), input: try json.member("input").value,
            dependencies: try json.member("dependencies").strings(),
            idempotency: try json.member("idempotency").choice(Idempotency.self))
    }
}
