/// Cuts a question into ``ArithmeticToken``s.
///
/// Digits inside names, versions, paths and ordinals (`HTTP/2`, `1.2.3`, `guide.md:12`, `3rd`) are no numbers.
struct ArithmeticScanner {
    private let text: String
    private var position: String.Index
    private var tokens: [ArithmeticToken] = []
    private var followsBlank = false

    static func tokens(of text: String) -> [ArithmeticToken] {
        var scanner = ArithmeticScanner(text)
        while scanner.position < text.endIndex { scanner.scanNext() }
        return ArithmeticPhrases.join(scanner.tokens, in: text)
    }

    private init(_ text: String) {
        self.text = text
        position = text.startIndex
    }

    private mutating func scanNext() {
        let character = text[position]
        if character.isWhitespace {
            followsBlank = true
            position = text.index(after: position)
        } else if character.isASCIIDigit || character == "." && next(after: position)?.isASCIIDigit == true {
            scanNumber()
        } else if character.isLetter || character == "_" {
            scanWord(from: position)
        } else {
            scanSign(character)
        }
    }

    private mutating func scanNumber() {
        let start = position
        var end = start
        var digits = ""
        while end < text.endIndex {
            let character = text[end]
            if character.isASCIIDigit {
                digits.append(character)
            } else if character == ".", !digits.contains("."), next(after: end)?.isASCIIDigit == true {
                digits.append(digits.isEmpty ? "0." : ".")
            } else if character == ",", !digits.contains("."), groupFollows(after: end) {
                // A thousands separator.
            } else {
                break
            }
            end = text.index(after: end)
        }
        if end < text.endIndex {
            let character = text[end]
            let isTimes = character == "x" && next(after: end)?.isASCIIDigit == true
            let isVersion = character == "." && next(after: end)?.isASCIIDigit == true
            if isVersion || (character.isLetter || character == "_") && !isTimes { return scanWord(from: start) }
        }
        append(.number(digits), to: end)
        if end < text.endIndex, text[end] == "x" {
            append(.binary(.multiply), to: text.index(after: end), isWord: true)
        }
    }

    /// A name, a path or a version: letters and digits with single joining signs between them.
    private mutating func scanWord(from start: String.Index) {
        position = start
        var end = text.index(after: start)
        while end < text.endIndex {
            let character = text[end]
            let joins = "-./:#_'@".contains(character) && (next(after: end).map { $0.isLetter || $0.isNumber } ?? false)
            guard character.isLetter || character.isNumber || character == "_" || joins else { break }
            end = text.index(after: end)
        }
        append(.other(text[start..<end].lowercased()), to: end, isWord: true)
    }

    private mutating func scanSign(_ character: Character) {
        var end = text.index(after: position)
        let kind: ArithmeticToken.Kind
        switch character {
        case "+": kind = .binary(.add)
        case "-", "−", "–": kind = .binary(.subtract)
        case "*" where end < text.endIndex && text[end] == "*":
            kind = .binary(.power)
            end = text.index(after: end)
        case "*", "×", "·", "∙": kind = .binary(.multiply)
        case "/", "÷": kind = .binary(.divide)
        case "^": kind = .binary(.power)
        case "%": kind = .percent
        case "(": kind = .open
        case ")": kind = .close
        case ",": kind = .comma
        case "√": kind = .squareRoot
        case "²": kind = .power(2)
        case "³": kind = .power(3)
        // An amount of money counts as its number.
        case "$" where next(after: position)?.isASCIIDigit == true, "€", "£":
            position = end
            return
        default: kind = .other(String(character))
        }
        append(kind, to: end)
    }

    private mutating func append(_ kind: ArithmeticToken.Kind, to end: String.Index, isWord: Bool = false) {
        tokens.append(ArithmeticToken(kind: kind, range: position..<end, isWord: isWord, followsBlank: followsBlank))
        position = end
        followsBlank = false
    }

    private func next(after index: String.Index) -> Character? {
        let following = text.index(after: index)
        return following < text.endIndex ? text[following] : nil
    }

    /// Whether exactly three digits follow.
    private func groupFollows(after comma: String.Index) -> Bool {
        let digits = text[text.index(after: comma)...].prefix(4).prefix { $0.isASCIIDigit }
        return digits.count == 3
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
