internal import AgentPrimitives

extension AnthropicRequestReader {
    /// A tool result; content that is more than a text and then media is kept in its own form as well.
    func result(_ block: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        let id = try block.member("tool_use_id").string()
        var result = ToolResult(
            callID: id, name: callNames[id] ?? "", content: "",
            isError: try block.optional("is_error")?.bool() ?? false)
        var parts: [ContentPart] = []
        if let content = try block.optional("content") {
            if let text = content.value.stringValue {
                result.content = text
            } else if content.value.arrayValue == nil {
                throw content.mismatch("a string or an array of blocks")
            } else if try !read(content, into: &result) {
                parts.append(Self.opaque(content.value))
            }
        }
        parts.insert(.toolResult(result), at: 0)
        return try parts
            + furtherMembers(of: block, besides: ["type", "tool_use_id", "content", "is_error", "cache_control"])
    }

    /// Reads blocks of content.
    ///
    /// - Returns: Whether the result says all that the blocks say.
    private func read(_ content: JSONReader, into result: inout ToolResult) throws(JSONShapeError) -> Bool {
        var texts: [String] = []
        var isWhole = true
        for block in try content.elements() {
            let type = try block.member("type").string()
            if type == "text" {
                texts.append(try block.member("text").string())
                isWhole = isWhole && result.media.isEmpty && Self.hasOnly(["type", "text"], block)
            } else if type == "image" || type == "document", let media = try AnthropicMediaReader.media(block) {
                result.media.append(media)
                isWhole = isWhole && Self.hasOnly(["type", "source", "title"], block)
            } else {
                isWhole = false
            }
        }
        result.content = texts.joined(separator: "\n")
        return isWhole && texts.count <= 1
    }

    private static func hasOnly(_ members: Set<String>, _ block: JSONReader) -> Bool {
        further(block.value.objectValue ?? JSONObject(), besides: members).isEmpty
    }
}
