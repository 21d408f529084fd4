/// Turns HTML into text line by line, so that a line keeps its number.
///
/// This is for reading, not for rendering: tags go, headings and list items get Markdown's marks, the common entities are
/// decoded, scripts and styles vanish. It takes whatever it gets.
struct HTMLText {
    private let source: [UInt8]
    private var position = 0
    private var text: [UInt8] = []
    /// The end tag up to which everything is left out.
    private var skippedUntil: String?

    /// The text of a document, with as many lines as the document.
    static func text(of source: [UInt8]) -> [UInt8] {
        var html = HTMLText(source: source)
        html.text.reserveCapacity(source.count)
        html.run()
        return html.text
    }

    private init(source: [UInt8]) {
        self.source = source
    }

    private mutating func run() {
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "<"): tag()
            case UInt8(ascii: "&") where skippedUntil == nil: entity()
            case UInt8(ascii: "\n"): emit("\n")
            case let byte:
                if skippedUntil == nil { text.append(byte) }
                position += 1
                continue
            }
        }
    }

    private mutating func emit(_ replacement: String, length: Int = 1) {
        text.append(contentsOf: replacement.utf8)
        position += length
    }

    /// Replaces a tag; its line feeds stay.
    private mutating func tag() {
        let isComment = source[position...].starts(with: "<!--".utf8)
        let start = position
        position += 1
        while position < source.count {
            if source[position] == UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
            position += 1
            guard source[position - 1] == UInt8(ascii: ">") else { continue }
            if !isComment || source[start..<position].suffix(3).elementsEqual("-->".utf8) { break }
        }
        if isComment { return }
        let name = Self.name(source[(start + 1)..<position])
        if let end = skippedUntil {
            if name == end { skippedUntil = nil }
        } else if name == "script" || name == "style" {
            skippedUntil = "/" + name
        } else {
            text.append(contentsOf: Self.replacement(for: name).utf8)
        }
    }

    private static func name(_ tag: ArraySlice<UInt8>) -> String {
        let end = tag.dropFirst().firstIndex { byte in
            byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
        }
        return String(decoding: tag[..<(end ?? tag.endIndex)], as: UTF8.self).lowercased()
    }

    private static func replacement(for name: String) -> String {
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6": String(repeating: "#", count: Int(name.dropFirst()) ?? 1) + " "
        case "li": "- "
        case "td", "th": "| "
        case "br", "p", "/p", "div", "/div", "dt", "dd", "tr", "/tr": " "
        default: ""
        }
    }

    private mutating func entity() {
        let entities = [
            "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": "\"", "&apos;": "'", "&#39;": "'", "&nbsp;": " ",
        ]
        let match = entities.first { source[position...].starts(with: $0.key.utf8) }
        if let match {
            emit(match.value, length: match.key.utf8.count)
        } else {
            emit("&")
        }
    }
}
