internal import AgentRuntime

/// The first difference of two sessions, for a person and as a document.
struct DifferencePage: Sendable {
    let a: String
    let b: String
    let difference: SessionDiff

    /// The JSON form.
    var document: JSONValue {
        var document: JSONObject = [
            "same": .bool(difference.isSame), "common_steps": .int(difference.commonSteps),
            "context": .array(difference.context.map { Self.document($0) }),
        ]
        if !difference.isSame {
            document["a"] = difference.left.map { Self.document($0) } ?? .null
            document["b"] = difference.right.map { Self.document($0) } ?? .null
            if let place = difference.difference { document["path"] = .string(place.path.description) }
        }
        return .object(document)
    }

    private static func document(_ step: SessionStep) -> JSONValue {
        [
            "kind": .string(step.kind), "first_event": .int(step.first), "last_event": .int(step.last),
            "content": step.content,
        ]
    }

    /// The text.
    func text(_ style: TextStyle) -> String {
        guard !difference.isSame else { return "\(a) and \(b) tell the same in \(difference.commonSteps) steps\n" }
        let head = "\(a) and \(b) have \(difference.commonSteps) steps in common"
        let context = difference.context.map { "  \(Self.place($0))  \(Self.excerpt($0.content, 80))\n" }
        var text = head + (context.isEmpty ? "\n" : ", the last of them:\n") + context.joined()
        if let place = difference.difference, let left = difference.left {
            text += "\n" + style.bold("They part in \(left.kind) at \(place.path)") + "\n"
            text += side("A", difference.left, place.left) + side("B", difference.right, place.right)
        } else {
            text += "\n" + style.bold("They part here") + "\n"
            text += side("A", difference.left, difference.left?.content)
            text += side("B", difference.right, difference.right?.content)
        }
        return text
    }

    private func side(_ name: String, _ step: SessionStep?, _ value: JSONValue?) -> String {
        guard let step else { return "  \(name)  ends\n" }
        return "  \(name)  \(Self.place(step))  \(value.map { Self.excerpt($0, 400) } ?? "nothing there")\n"
    }

    private static func place(_ step: SessionStep) -> String {
        step.first == step.last ? "\(step.first) \(step.kind)" : "\(step.first)-\(step.last) \(step.kind)"
    }

    private static func excerpt(_ value: JSONValue, _ limit: Int) -> String {
        let text = value.text()
        return text.unicodeScalars.count > limit ? text.prefix(limit) + "…" : text
    }
}
