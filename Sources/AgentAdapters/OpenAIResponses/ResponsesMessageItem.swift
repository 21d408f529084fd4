internal import AgentPrimitives

/// A message item of the input while its parts are collected.
struct ResponsesMessageItem: Sendable {
    private let role: MessageRole
    private var content: [JSONValue] = []
    /// Sources of the last part, which is written without them until the next one comes.
    private var annotations: [JSONValue] = []
    /// Members besides role and content, such as a phase.
    private var members: JSONObject = [:]

    init(role: MessageRole = .user) {
        self.role = role
    }

    /// Whether the model wrote it.
    var isAnswer: Bool { role == .assistant }

    mutating func add(_ part: JSONValue) {
        placeAnnotations()
        content.append(part)
    }

    mutating func add(text: String) {
        add(["type": isAnswer ? "output_text" : "input_text", "text": .string(text)])
    }

    /// Names a source of the text before; false where there is no text of an answer.
    mutating func cite(_ annotation: JSONObject) -> Bool {
        guard isAnswer, content.last?["type"]?.stringValue == "output_text" else { return false }
        annotations.append(.object(annotation))
        return true
    }

    /// Adds what state of this API says of the message; false where there is none.
    mutating func amend(with state: JSONObject) -> Bool {
        for part in state["content"]?.arrayValue ?? [] { add(part) }
        guard !content.isEmpty else { return false }
        for (key, value) in state.members where key != "content" && key != "type" { members[key] = value }
        return true
    }

    /// The item, and a fresh start; `nil` when nothing was said.
    mutating func take() -> JSONValue? {
        guard !content.isEmpty else { return nil }
        placeAnnotations()
        var item: JSONObject = ["type": "message", "role": .string(role == .tool ? "user" : role.rawValue)]
        for (key, value) in members.members { item[key] = value }
        item["content"] = .array(content)
        self = ResponsesMessageItem(role: role)
        return .object(item)
    }

    private mutating func placeAnnotations() {
        guard !annotations.isEmpty, case .object(var part)? = content.popLast() else { return }
        part["annotations"] = .array(annotations)
        content.append(.object(part))
        annotations = []
    }
}
