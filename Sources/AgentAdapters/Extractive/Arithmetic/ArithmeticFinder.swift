/// Finds the arithmetic in a question.
enum ArithmeticFinder {
    /// Something to compute.
    struct Finding: Hashable, Sendable {
        /// As the question has it.
        var asked: String
        /// As the calculator takes it.
        var expression: String
    }

    /// What is to be computed, and the question without it.
    static func find(in question: String) -> (findings: [Finding], remainder: String) {
        let tokens = ArithmeticScanner.tokens(of: question)
        var findings: [Finding] = []
        var remainder = ""
        var keptFrom = question.startIndex
        var index = 0
        var previousEnd: Int?
        while index < tokens.count {
            guard let found = ArithmeticParser.expression(in: tokens, at: index) else {
                index += 1
                continue
            }
            let range = tokens[index].range.lowerBound..<tokens[found.end - 1].range.upperBound
            // What follows a computation by a mere "and" is one too.
            let follows = previousEnd.map { tokens[$0..<index].allSatisfy(isFiller) } ?? false
            if isMeant(found, from: index, after: follows, in: tokens) {
                previousEnd = found.end
                remainder += question[keptFrom..<range.lowerBound] + " "
                keptFrom = range.upperBound
                findings.append(Finding(asked: String(question[range]), expression: outermost(found.text)))
            }
            index = found.end
        }
        guard !findings.isEmpty else { return ([], question) }
        return (findings, withoutFillers(remainder + question[keptFrom...]))
    }

    /// The text without the words at its ends that belonged to a computation, such as "What is" and "and".
    private static func withoutFillers(_ text: String) -> String {
        let isFiller = { (word: Substring) in
            let core = word.lowercased().filter { !",?.!".contains($0) }
            return core.isEmpty || cues.contains(core) || fillers.contains(core)
        }
        let words = text.split(whereSeparator: \.isWhitespace).drop(while: isFiller)
        guard let end = words.lastIndex(where: { !isFiller($0) }) else { return "" }
        return words[...end].joined(separator: " ")
    }

    /// Whether the question wants the value, and does not merely contain something like `24/7` or `2024-05-01`.
    private static func isMeant(
        _ found: ArithmeticParser.Expression, from start: Int, after another: Bool, in tokens: [ArithmeticToken]
    ) -> Bool {
        guard !found.operators.isEmpty else { return false }
        let signs = found.operators.map { tokens[$0] }
        let isPlain = signs.allSatisfy { sign in
            sign.isWord || sign.kind == .binary(.subtract) || sign.kind == .binary(.divide)
        }
        if !isPlain { return true }
        let isAlone = tokens[..<start].allSatisfy(isFiller) && tokens[found.end...].allSatisfy(isFiller)
        let isAsked = another || hasCue(before: start, in: tokens)
        guard isAlone || isAsked && endsClause(found.end, in: tokens) else { return false }
        // Dates and ranges are written without blanks, with leading zeros or with two signs of a kind.
        let isTight = signs.allSatisfy { !$0.isWord && !$0.followsBlank }
        let hasLeadingZero = tokens[start..<found.end].contains { token in
            if case .number(let digits) = token.kind {
                digits.count > 1 && digits.hasPrefix("0") && !digits.hasPrefix("0.")
            } else {
                false
            }
        }
        return !isTight || signs.count == 1 && !hasLeadingZero
    }

    private static let cues: Set<String> = [
        "is", "what's", "whats", "calculate", "compute", "evaluate", "solve", "out", "equals",
    ]
    private static let clauseEnds: Set<String> = [
        "?", ".", ",", ";", "!", "=", "and", "then", "in", "or", "rounded", "equal", "make", "`",
    ]
    private static let fillers: Set<String> = [
        "the", "result", "value", "answer", "to", "me", "please", "what", "how", "tell", "give", "can", "you", "could",
        "?", ".", "!",
        "=", ",", ":", "exactly", "much", "equal", "make", "does", "and", "`",
    ]

    private static func isFiller(_ token: ArithmeticToken) -> Bool {
        switch token.kind {
        case .other(let word): cues.contains(word) || fillers.contains(word)
        case .of, .comma: true
        default: false
        }
    }

    /// Whether the nearest word before the expression, fillers aside, asks for a value.
    private static func hasCue(before start: Int, in tokens: [ArithmeticToken]) -> Bool {
        for token in tokens[..<start].reversed() {
            guard case .other(let word) = token.kind else {
                if token.kind == .of || token.kind == .comma { continue }
                return false
            }
            if cues.contains(word) { return true }
            guard fillers.contains(word) else { return false }
        }
        return false
    }

    private static func endsClause(_ end: Int, in tokens: [ArithmeticToken]) -> Bool {
        guard end < tokens.count, tokens[end].kind != .comma else { return true }
        guard case .other(let word) = tokens[end].kind else { return false }
        return clauseEnds.contains(word)
    }

    /// The text without a pair of parentheses around the whole of it.
    private static func outermost(_ text: String) -> String {
        guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
        var depth = 0
        for (offset, character) in text.enumerated() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { return offset == text.count - 1 ? String(text.dropFirst().dropLast()) : text }
        }
        return text
    }
}
