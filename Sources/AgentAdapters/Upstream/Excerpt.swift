/// Makes foreign text fit for an error message: one line, bounded, without markup.
enum Excerpt {
    private static let longest = 300

    /// The beginning of a text, runs of white space and control characters joined into one blank.
    static func of(_ text: some StringProtocol) -> String {
        var line = ""
        var length = 0
        var needsBlank = false
        for scalar in text.unicodeScalars {
            if scalar.value <= 0x20 || (0x7F...0xA0).contains(scalar.value) {
                needsBlank = !line.isEmpty
                continue
            }
            guard length < longest else { return line + "…" }
            if needsBlank { line += " " }
            needsBlank = false
            line.unicodeScalars.append(scalar)
            length += 1
        }
        return line
    }

    /// What a web page says: its title, else its text without tags.
    static func of(page: String) -> String {
        if let title = title(of: page), !of(title).isEmpty { return of(title) }
        var text = ""
        var isInTag = false
        for character in page.unicodeScalars.prefix(longest * 20) {
            switch character {
            case "<": isInTag = true
            case ">":
                isInTag = false
                text += " "
            default: if !isInTag { text.unicodeScalars.append(character) }
            }
        }
        return of(text)
    }

    /// What stands in the page's title, as it stands there.
    private static func title(of page: String) -> Substring? {
        let head = page.prefix(64 * 1024)
        return head.firstMatch(of: /<title[^>]*>(.*?)<\/title/.ignoresCase().dotMatchesNewlines())?.output.1
    }
}
