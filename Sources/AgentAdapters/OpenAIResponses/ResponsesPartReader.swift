internal import AgentPrimitives

/// Reads the content parts of messages and of tool outputs.
enum ResponsesPartReader {
    /// Reads a part; one of an unknown type is kept as state of its message.
    static func read(_ part: JSONReader, into parts: inout [ContentPart]) throws(JSONShapeError) {
        switch try part.member("type").string() {
        case "input_text", "text":
            parts.append(.text(try part.member("text").string()))
        case "output_text":
            parts.append(.text(try part.member("text").string()))
            for annotation in try part.optional("annotations")?.elements() ?? [] {
                parts.append(.citation(citation(try annotation.object())))
            }
        case "refusal":
            parts.append(.refusal(try part.member("refusal").string()))
        case "input_image":
            parts.append(.media(try image(part)))
        case "input_file":
            parts.append(.media(try file(part)))
        case "input_audio":
            let audio = try part.member("input_audio")
            let format = try audio.member("format").string()
            parts.append(
                .media(
                    Media(
                        kind: .audio, source: .base64(try audio.member("data").string()),
                        mediaType: format == "mp3" ? "audio/mpeg" : "audio/\(format)")))
        default:
            parts.append(.opaque(ResponsesState.part(part.value)))
        }
    }

    /// A source as this API names it.
    static func citation(_ annotation: JSONObject) -> Citation {
        let title = annotation["title"]?.stringValue ?? annotation["filename"]?.stringValue
        return Citation(
            url: nonEmpty(annotation["url"]?.stringValue), title: nonEmpty(title),
            state: ResponsesState.state(annotation))
    }

    private static func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    private static func image(_ part: JSONReader) throws(JSONShapeError) -> Media {
        let detail = try part.optional("detail")?.string()
        if let url = try part.optional("image_url")?.string() {
            if let (type, data) = ResponsesMedia.base64(inDataURL: url) {
                return Media(kind: .image, source: .base64(data), mediaType: type, detail: detail)
            }
            return Media(kind: .image, source: .url(url), detail: detail)
        }
        guard let file = try part.optional("file_id")?.string() else {
            throw part.mismatch("an image with image_url or file_id")
        }
        return Media(kind: .image, source: uploaded(file), detail: detail)
    }

    private static func file(_ part: JSONReader) throws(JSONShapeError) -> Media {
        let name = try part.optional("filename")?.string()
        let detail = try part.optional("detail")?.string()
        if let data = try part.optional("file_data")?.string() {
            let (type, bytes) = ResponsesMedia.base64(inDataURL: data) ?? ("", data)
            return Media(kind: .document, source: .base64(bytes), mediaType: type, name: name, detail: detail)
        }
        if let url = try part.optional("file_url")?.string() {
            return Media(kind: .document, source: .url(url), name: name, detail: detail)
        }
        guard let file = try part.optional("file_id")?.string() else {
            throw part.mismatch("a file with file_data, file_url or file_id")
        }
        return Media(kind: .document, source: uploaded(file), name: name, detail: detail)
    }

    private static func uploaded(_ file: String) -> Media.Source {
        .file(ProviderState(origin: ResponsesState.origin, data: file))
    }
}
