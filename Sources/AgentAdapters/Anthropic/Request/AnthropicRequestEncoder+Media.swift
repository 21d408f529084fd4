internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// Writes an image or a document; reports what has no place and returns `nil` when nothing of it has.
    mutating func block(of media: Media, at path: String) -> JSONObject? {
        guard media.kind == .image || media.kind == .document else {
            lose(path, "this API takes images and documents, not \(media.kind.rawValue)")
            return nil
        }
        guard let source = source(of: media, at: path) else { return nil }
        var block: JSONObject = ["type": .string(media.kind.rawValue), "source": .object(source)]
        if let name = media.name {
            if media.kind == .document {
                block["title"] = .string(name)
            } else {
                lose("\(path).name", "an image has no title")
            }
        }
        if media.detail != nil { lose("\(path).detail", "this API takes no wish for how closely to look") }
        return block
    }

    private mutating func source(of media: Media, at path: String) -> JSONObject? {
        switch media.source {
        case .base64(let data):
            guard let type = Self.mediaType(of: media, data) else {
                let expected = media.kind == .image ? "the type of the image" : "a PDF or plain text"
                lose(path, "expected \(expected), found '\(media.mediaType)'")
                return nil
            }
            return ["type": "base64", "media_type": .string(type), "data": .string(data)]
        case .url(let url):
            return ["type": "url", "url": .string(url)]
        case .text(let text):
            guard media.kind == .document else {
                lose(path, "an image is not a text")
                return nil
            }
            return ["type": "text", "media_type": "text/plain", "data": .string(text)]
        case .file(let file):
            guard file.isAnthropic else {
                lose(path, "a file that was given to '\(file.origin)' is not known here")
                return nil
            }
            use(beta: "files-api-2025-04-14")
            return ["type": "file", "file_id": .string(file.data)]
        }
    }

    /// The type of the bytes, known by their beginning where nobody says it.
    private static func mediaType(of media: Media, _ data: String) -> String? {
        guard media.mediaType.isEmpty else {
            return media.kind == .image || media.mediaType == "application/pdf" ? media.mediaType : nil
        }
        let marks = media.kind == .image ? imageMarks : documentMarks
        return marks.first { data.utf8.starts(with: $0.beginning.utf8) }?.type
    }

    /// The first bytes of each format in base64.
    private static let imageMarks = [
        (beginning: "iVBORw0KGgo", type: "image/png"), (beginning: "/9j/", type: "image/jpeg"),
        (beginning: "R0lGOD", type: "image/gif"), (beginning: "UklGR", type: "image/webp"),
    ]
    private static let documentMarks = [(beginning: "JVBERi", type: "application/pdf")]
}
