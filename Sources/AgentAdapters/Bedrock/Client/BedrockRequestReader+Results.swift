internal import AgentPrimitives

extension BedrockRequestReader {
    /// A tool result; content that is more than a text and then media is kept in its own form as well.
    func result(_ value: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        let id = try value.member("toolUseId").string()
        let status = try value.optional("status")?.string()
        var result = ToolResult(callID: id, name: callNames[id] ?? "", content: "", isError: status == "error")
        var parts: [ContentPart] = []
        let content = try value.optional("content")
        if let content, try !read(content, into: &result) {
            parts.append(.opaque(BedrockState.resultContent(content.value.arrayValue ?? []).state))
        }
        parts.insert(.toolResult(result), at: 0)
        let known: Set<String> =
            status == "error" ? ["toolUseId", "content", "status"] : ["toolUseId", "content"]
        let further = Self.further(try value.object(), besides: known)
        return further.isEmpty ? parts : parts + [.opaque(BedrockState.members(further).state)]
    }

    /// Reads the content.
    ///
    /// - Returns: Whether the result says all that the content says.
    private func read(_ content: JSONReader, into result: inout ToolResult) throws(JSONShapeError) -> Bool {
        var texts: [String] = []
        var isWhole = true
        for element in try content.elements() {
            guard let key = try element.object().members.first(where: { !$0.value.isNull })?.key else {
                throw element.mismatch("a block with one member, such as text or json")
            }
            let value = try element.member(key)
            switch key {
            case "text":
                texts.append(try value.string())
                isWhole = isWhole && result.media.isEmpty
            case "json":
                texts.append(value.value.text())
                isWhole = false
            default:
                guard let kind = BedrockMedia.kinds.first(where: { $0.key == key })?.kind,
                    let media = BedrockMedia.read(value.value, as: kind)
                else {
                    isWhole = false
                    continue
                }
                result.media.append(media)
                let members: Set<String> = ["format", "name", "source"]
                let further = Self.further(try value.object(), besides: members)
                isWhole = isWhole && further.isEmpty
            }
        }
        result.content = texts.joined(separator: "\n")
        return isWhole && texts.count <= 1 && texts.first?.allSatisfy(\.isWhitespace) != true
    }
}
