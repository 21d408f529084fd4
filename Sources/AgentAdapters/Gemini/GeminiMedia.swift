internal import AgentPrimitives

/// Media as parts: `inlineData` for bytes, `fileData` for addresses.
enum GeminiMedia {
    /// The part for some media, or why there is none.
    enum Written: Sendable {
        case part(JSONObject)
        case unplaced(String)
    }

    static func write(_ media: Media) -> Written {
        switch media.source {
        case .base64(let data):
            return inline(data, type: media.mediaType)
        case .url(let url):
            if let (type, data) = DataAddress.read(url) {
                return inline(data, type: media.mediaType.isEmpty ? type : media.mediaType)
            }
            return .part(["fileData": .object(file(url, type: media.mediaType))])
        case .text(let text):
            return .part(["text": .string(text)])
        case .file(let state):
            guard state.belongs(to: GeminiDialect.origin) else {
                return .unplaced("the file was uploaded to \(state.origin), Gemini cannot read it there")
            }
            return .part(["fileData": .object(file(state.data, type: media.mediaType))])
        }
    }

    /// The media of an answer's part; `nil` when it holds none.
    static func read(_ part: JSONObject) -> Media? {
        if let data = part["inlineData"]?["data"]?.stringValue {
            return inline(data, type: part["inlineData"]?["mimeType"]?.stringValue ?? "")
        }
        guard let address = part["fileData"]?["fileUri"]?.stringValue else { return nil }
        return file(address, type: part["fileData"]?["mimeType"]?.stringValue ?? "")
    }

    static func inline(_ data: String, type: String) -> Media {
        Media(kind: kind(of: type), source: .base64(data), mediaType: type)
    }

    /// Addresses of the Files API belong to Gemini; others anyone can fetch.
    static func file(_ address: String, type: String) -> Media {
        let isUpload = address.hasPrefix("https://generativelanguage.googleapis.com/") || !address.contains("://")
        let state = ProviderState(origin: GeminiDialect.origin, data: address)
        return Media(kind: kind(of: type), source: isUpload ? .file(state) : .url(address), mediaType: type)
    }

    private static func inline(_ data: String, type: String) -> Written {
        let type = type.isEmpty ? DataAddress.type(ofBase64: data) ?? "" : type
        guard !type.isEmpty else { return .unplaced("Gemini wants to know the type of media, such as image/png") }
        return .part(["inlineData": ["mimeType": .string(type), "data": .string(data)]])
    }

    private static func file(_ address: String, type: String) -> JSONObject {
        type.isEmpty ? ["fileUri": .string(address)] : ["mimeType": .string(type), "fileUri": .string(address)]
    }

    private static func kind(of type: String) -> Media.Kind {
        switch type.prefix(while: { $0 != "/" }) {
        case "image", "": .image
        case "audio": .audio
        case "video": .video
        default: .document
        }
    }
}
