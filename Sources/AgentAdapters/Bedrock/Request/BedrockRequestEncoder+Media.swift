internal import AgentPrimitives

extension BedrockRequestEncoder {
    /// Writes a piece of media; reports what has no place and returns `nil` when nothing of it has.
    mutating func block(of media: Media, at path: String) -> JSONObject? {
        guard let format = BedrockMedia.format(of: media) else {
            lose(path, "this API takes no \(media.kind.rawValue) of the type '\(media.mediaType)'")
            return nil
        }
        guard let source = source(of: media, at: path) else { return nil }
        if media.detail != nil { lose("\(path).detail", "this API takes no wish for how closely to look") }
        var value: JSONObject = ["format": .string(format)]
        if media.kind == .document {
            value["name"] = .string(documentName(media.name, at: path))
        } else if media.name != nil {
            lose("\(path).name", "only a document has a name")
        }
        value["source"] = .object(source)
        return [media.kind.rawValue: .object(value)]
    }

    private mutating func source(of media: Media, at path: String) -> JSONObject? {
        switch media.source {
        case .base64(let data):
            return ["bytes": .string(data)]
        case .url(let url):
            guard url.hasPrefix("s3://") else {
                lose(path, "this API fetches from s3:// addresses only")
                return nil
            }
            return ["s3Location": ["uri": .string(url)]]
        case .text(let text):
            guard media.kind == .document else {
                lose(path, "only a document is a text")
                return nil
            }
            return ["text": .string(text)]
        case .file(let file):
            guard file.isBedrock, let place = try? JSONValue(parsing: file.data), place.objectValue != nil else {
                lose(path, "a file that was given to '\(file.origin)' is not known here")
                return nil
            }
            return ["s3Location": place]
        }
    }

    /// A name as the API takes it: letters, digits, single blanks, hyphens and brackets; no two alike.
    private mutating func documentName(_ name: String?, at path: String) -> String {
        var legal = ""
        for scalar in (name ?? "").unicodeScalars.prefix(150) {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "(", ")", "[", "]": legal.unicodeScalars.append(scalar)
            case " " where legal.last == " ": break
            case " ": legal += " "
            default: legal += "-"
            }
        }
        if legal.allSatisfy({ $0 == " " }) { legal = "document" }
        let base = legal
        var number = 2
        while !documentNames.insert(legal).inserted {
            legal = "\(base)-\(number)"
            number += 1
        }
        if let name, name != legal { lose("\(path).name", "is sent as '\(legal)'") }
        return legal
    }
}
