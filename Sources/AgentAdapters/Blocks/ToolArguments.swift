/// The arguments of one tool call, put together from whatever pieces an upstream sends.
///
/// Upstreams send them as fragments, whole, as a growing text, twice, behind a stray `{}`, or not at all. What goes out
/// is one JSON text, `{}` for a tool without arguments.
struct ToolArguments: Sendable {
    /// Everything accepted so far.
    private(set) var text = ""
    private var extent = JSONExtent()
    /// Whether text went out; one that may turn out to mean "no arguments" waits.
    private var hasSent = false

    /// Whether the arguments form a whole object, so that nothing more can belong to them.
    var isComplete: Bool { extent.isComplete }

    /// Takes the next piece and returns what can go out.
    ///
    /// - Returns: `nil` when the piece follows a complete object and does not repeat it.
    mutating func append(_ piece: String) -> String? {
        if extent.isComplete {
            if piece.utf8.allSatisfy(Self.isSpace) || piece.utf8.elementsEqual(text.utf8) { return "" }
            guard !hasSent else { return nil }
            // An empty object ahead of the real arguments.
            text = ""
            extent = JSONExtent()
        }
        // No valid object continues with its own beginning outside a string: this upstream repeats what it sent before.
        let isGrowingText = !text.isEmpty && !extent.endsInString && piece.utf8.starts(with: text.utf8)
        let fragment = isGrowingText ? piece.droppingFirst(bytes: text.utf8.count) : piece
        text += fragment
        extent.scan(fragment)
        if hasSent { return fragment }
        guard !mayMeanNoArguments else { return "" }
        hasSent = true
        return text
    }

    /// Compares with the whole text that the upstream sent at the end, and returns what had not arrived before.
    mutating func reconcile(with whole: String) -> String {
        guard !isComplete || !hasSent, whole.utf8.starts(with: text.utf8) || !hasSent else { return "" }
        return append(hasSent ? whole.droppingFirst(bytes: text.utf8.count) : whole) ?? ""
    }

    /// Ends the arguments and returns what was held back.
    mutating func finish() -> String {
        guard !hasSent else { return "" }
        hasSent = true
        let bare = text.filter { !$0.isWhitespace }
        if bare.isEmpty || bare == "{}" || bare == "null" { text = "{}" }
        return text
    }

    /// Whether the text so far is a beginning of `{}` or `null`, white space aside.
    private var mayMeanNoArguments: Bool {
        guard text.utf8.count <= 16 else { return false }
        let bare = text.filter { !$0.isWhitespace }
        return "{}".hasPrefix(bare) || "null".hasPrefix(bare)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }
}

extension String {
    fileprivate func droppingFirst(bytes: Int) -> String {
        String(Substring(utf8.dropFirst(bytes)))
    }
}
