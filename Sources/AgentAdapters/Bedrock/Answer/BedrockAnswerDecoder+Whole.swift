internal import AgentPrimitives

extension BedrockAnswerDecoder {
    /// Takes a block of a whole answer, as the start, deltas and stop that would make it up.
    mutating func take(whole json: JSONValue, index: Int, into events: inout [ModelEvent]) throws(ModelError) {
        guard let member = json.objectValue?.members.first(where: { !$0.value.isNull }) else { return }
        let value = member.value
        switch member.key {
        case "text":
            try take(delta: json, index: index, into: &events)
        case "reasoningContent":
            let text = value["reasoningText"]
            let delta = text.map { ["reasoningContent": $0] } ?? json
            try take(delta: delta, index: index, into: &events)
        case "citationsContent":
            for element in value["content"]?.arrayValue ?? [] { try take(delta: element, index: index, into: &events) }
            for citation in value["citations"]?.arrayValue ?? [] {
                try take(delta: ["citation": citation], index: index, into: &events)
            }
        case "toolUse" where value.objectValue.map(Self.isServerSide) == false:
            try startBlock(json, index: index, into: &events)
        case "image":
            try startBlock(json, index: index, into: &events)
            try take(delta: json, index: index, into: &events)
        default:
            guard case .object(let object) = value else { return }
            try assembler.add(.opaque(BedrockState.block([member.key: .object(object)]).state), into: &events)
        }
        try stopBlock(index, into: &events)
    }
}
