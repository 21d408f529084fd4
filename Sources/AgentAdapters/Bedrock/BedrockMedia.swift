internal import AgentPrimitives

/// Images, documents, recordings and films: their formats by name, and the way from and to canonical media.
enum BedrockMedia {
    static let kinds: [(key: String, kind: Media.Kind)] = [
        ("image", .image), ("document", .document), ("video", .video), ("audio", .audio),
    ]

    private static let mediaTypes: [Media.Kind: [(format: String, type: String)]] = [
        .image: [("png", "image/png"), ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("webp", "image/webp")],
        .document: [
            ("pdf", "application/pdf"), ("csv", "text/csv"), ("doc", "application/msword"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("xls", "application/vnd.ms-excel"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("html", "text/html"),
            ("txt", "text/plain"), ("md", "text/markdown"),
        ],
        .video: [
            ("mp4", "video/mp4"), ("webm", "video/webm"), ("mkv", "video/x-matroska"), ("mov", "video/quicktime"),
            ("flv", "video/x-flv"), ("mpeg", "video/mpeg"), ("mpg", "video/mpg"), ("wmv", "video/x-ms-wmv"),
            ("three_gp", "video/3gpp"),
        ],
        .audio: [
            ("mp3", "audio/mpeg"), ("wav", "audio/wav"), ("flac", "audio/flac"), ("ogg", "audio/ogg"),
            ("opus", "audio/opus"), ("aac", "audio/aac"), ("m4a", "audio/mp4"), ("webm", "audio/webm"),
        ],
    ]

    /// The beginnings of formats in base64, for media whose type nobody says.
    private static let marks = [
        (beginning: "iVBORw0KGgo", format: "png"), (beginning: "/9j/", format: "jpeg"),
        (beginning: "R0lGOD", format: "gif"), (beginning: "UklGR", format: "webp"),
        (beginning: "JVBERi", format: "pdf"),
    ]

    static func mediaType(of format: String, _ kind: Media.Kind) -> String {
        mediaTypes[kind]?.first { $0.format == format }?.type ?? "\(kind.rawValue)/\(format)"
    }

    /// The name of a format; `nil` for one that the API does not take.
    static func format(of media: Media) -> String? {
        let known = mediaTypes[media.kind] ?? []
        let type = media.mediaType.lowercased().prefix { $0 != ";" }
        if let format = known.first(where: { $0.type == type })?.format { return format }
        // `image/jpg`, `audio/mp3`: the subtype is often the name itself.
        let subtype = type.split(separator: "/").last.map(String.init) ?? ""
        if subtype == "jpg" { return media.kind == .image ? "jpeg" : nil }
        if media.kind == .audio, type.hasPrefix("audio/"), !subtype.isEmpty { return subtype }
        if known.contains(where: { $0.format == subtype }) { return subtype }
        if media.kind == .document {
            if case .text = media.source { return "txt" }
            if type.hasPrefix("text/") { return "txt" }
        }
        guard type.isEmpty, case .base64(let data) = media.source else { return nil }
        let format = marks.first { data.utf8.starts(with: $0.beginning.utf8) }?.format
        return format.flatMap { found in known.contains { $0.format == found } ? found : nil }
    }

    /// Reads the value of an `image`, `document`, `video` or `audio` block; `nil` for a source that only this API knows.
    static func read(_ json: JSONValue, as kind: Media.Kind) -> Media? {
        guard let source = json["source"]?.objectValue, let origin = self.source(source) else { return nil }
        let format = json["format"]?.stringValue
        return Media(
            kind: kind, source: origin, mediaType: format.map { mediaType(of: $0, kind) } ?? "",
            name: json["name"]?.stringValue)
    }

    private static func source(_ source: JSONObject) -> Media.Source? {
        guard let member = source.members.first(where: { !$0.value.isNull }) else { return nil }
        switch (member.key, member.value) {
        case ("bytes", .string(let data)): return .base64(data)
        case ("text", .string(let text)): return .text(text)
        case ("s3Location", .object(let place)): return .file(.bedrock(JSONValue.object(place).text()))
        default: return nil
        }
    }
}
