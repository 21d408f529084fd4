internal import AgentPrimitives

/// Writes images, documents and recordings as content parts of an input item.
enum ResponsesMedia {
    /// A part, or why there can be none.
    enum Encoded: Sendable {
        case part(JSONValue)
        case impossible(String)
    }

    /// What of a piece of media its part has no place for.
    static func unplaced(in media: Media) -> [String] {
        var isText = false
        if case .text = media.source { isText = true }
        let named = media.kind == .document && !isText
        let detailed = named || media.kind == .image
        return (media.name != nil && !named ? ["name"] : []) + (media.detail != nil && !detailed ? ["detail"] : [])
    }

    static func encode(_ media: Media) -> Encoded {
        switch media.kind {
        case .image: image(media)
        case .document: file(media)
        case .audio: audio(media)
        case .video: .impossible("this API takes no moving pictures")
        }
    }

    private static func image(_ media: Media) -> Encoded {
        var part: JSONObject = ["type": "input_image"]
        switch media.source {
        case .base64(let data): part["image_url"] = .string(dataURL(media.mediaType, or: "image/png", data))
        case .url(let url): part["image_url"] = .string(url)
        case .file(let state) where state.belongs(to: ResponsesState.origin): part["file_id"] = .string(state.data)
        case .file: return .impossible("the file was uploaded to another provider")
        case .text: return .impossible("an image has bytes, this one has a text")
        }
        if let detail = media.detail { part["detail"] = .string(detail) }
        return .part(.object(part))
    }

    private static func file(_ media: Media) -> Encoded {
        var part: JSONObject = ["type": "input_file"]
        switch media.source {
        case .base64(let data):
            // Bytes of a type that nobody named are sent as they came.
            part["file_data"] = .string(media.mediaType.isEmpty ? data : dataURL(media.mediaType, or: "", data))
        case .url(let url): part["file_url"] = .string(url)
        case .file(let state) where state.belongs(to: ResponsesState.origin): part["file_id"] = .string(state.data)
        case .file: return .impossible("the file was uploaded to another provider")
        case .text(let text): return .part(["type": "input_text", "text": .string(text)])
        }
        if let name = media.name { part["filename"] = .string(name) }
        if let detail = media.detail { part["detail"] = .string(detail) }
        return .part(.object(part))
    }

    private static func audio(_ media: Media) -> Encoded {
        guard case .base64(let data) = media.source else { return .impossible("sound is sent as bytes only") }
        let format: String? =
            switch media.mediaType {
            case "audio/wav", "audio/x-wav", "audio/wave": "wav"
            case "audio/mpeg", "audio/mp3": "mp3"
            default: nil
            }
        guard let format else { return .impossible("sound of the type '\(media.mediaType)' is not taken") }
        return .part(["type": "input_audio", "input_audio": ["data": .string(data), "format": .string(format)]])
    }

    private static func dataURL(_ mediaType: String, or fallback: String, _ data: String) -> String {
        "data:\(mediaType.isEmpty ? fallback : mediaType);base64,\(data)"
    }

    /// The bytes of a `data:` URL; `nil` for another URL, and for one that is not in base64.
    static func base64(inDataURL url: String) -> (mediaType: String, data: String)? {
        guard url.utf8.starts(with: "data:".utf8), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            return nil
        }
        let head = url[..<comma].dropFirst(5)
        guard head.utf8.count < 256, head.hasSuffix(";base64") else { return nil }
        return (String(head.dropLast(7)), String(url[url.utf8.index(after: comma)...]))
    }
}
