internal import AgentPrimitives

/// Reads images and documents.
enum AnthropicMediaReader {
    /// - Returns: `nil` for a source that is known to this API alone.
    static func media(_ block: JSONReader) throws(JSONShapeError) -> Media? {
        let kind: Media.Kind = block.value["type"] == "image" ? .image : .document
        let source = try block.member("source")
        let name = try block.optional("title")?.string()
        switch try source.member("type").string() {
        case "base64":
            return Media(
                kind: kind, source: .base64(try source.member("data").string()),
                mediaType: try source.member("media_type").string(), name: name)
        case "url":
            return Media(kind: kind, source: .url(try source.member("url").string()), name: name)
        case "text":
            return Media(
                kind: kind, source: .text(try source.member("data").string()),
                mediaType: try source.optional("media_type")?.string() ?? "text/plain", name: name)
        case "file":
            return Media(kind: kind, source: .file(.anthropic(try source.member("file_id").string())), name: name)
        default:
            return nil
        }
    }
}
