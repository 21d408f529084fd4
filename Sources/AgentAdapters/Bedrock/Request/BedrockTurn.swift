internal import AgentPrimitives

/// A message under construction: tool results first, as models demand, then everything else.
struct BedrockTurn: Sendable {
    enum Role: String, Sendable {
        case user, assistant, system
    }

    let role: Role
    private var results: [JSONObject] = []
    private var others: [JSONObject] = []
    private var endsInResult = false

    init(role: Role) {
        self.role = role
    }

    var isEmpty: Bool { results.isEmpty && others.isEmpty }

    mutating func add(_ block: JSONObject) {
        others.append(block)
        endsInResult = false
    }

    mutating func add(result block: JSONObject) {
        results.append(block)
        endsInResult = true
    }

    /// Adds a block that belongs behind the one before it.
    mutating func add(following block: JSONObject) {
        if endsInResult { results.append(block) } else { others.append(block) }
    }

    /// Changes the block that was added last; false where there is none.
    mutating func changeLast(_ change: (inout JSONObject) -> Void) -> Bool {
        if endsInResult {
            change(&results[results.count - 1])
        } else if others.isEmpty {
            return false
        } else {
            change(&others[others.count - 1])
        }
        return true
    }

    /// The block that was added last.
    var last: JSONObject? { endsInResult ? results.last : others.last }

    var content: JSONValue { .array((results + others).map { .object($0) }) }

    var json: JSONValue { ["role": .string(role.rawValue), "content": content] }
}
