/// Splits a template's source into literal text and places, in one pass.
struct PromptTemplateParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    /// Where the current line starts, so that columns need no second scan.
    private var lineStart = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    mutating func parse() throws(PromptError) -> [PromptTemplate.Segment] {
        var segments: [PromptTemplate.Segment] = []
        var literal = String.UnicodeScalarView()
        while index < scalars.count {
            let backslashes = countBackslashes()
            guard startsPlace(at: index + backslashes) else {
                // At least one scalar, so that the loop moves on.
                for _ in 0..<max(1, backslashes) { literal.append(advance()) }
                continue
            }
            for _ in 0..<backslashes { _ = advance() }
            literal.append(contentsOf: repeatElement("\\", count: backslashes / 2))
            if backslashes.isMultiple(of: 2) {
                if !literal.isEmpty { segments.append(.literal(String(literal))) }
                literal = String.UnicodeScalarView()
                segments.append(try parsePlace())
            } else {
                literal.append(advance())
                literal.append(advance())
            }
        }
        if !literal.isEmpty { segments.append(.literal(String(literal))) }
        return segments
    }

    private mutating func parsePlace() throws(PromptError) -> PromptTemplate.Segment {
        let start = position
        _ = advance()
        _ = advance()
        skipWhitespace()
        let variable = try parseName(ofPlaceAt: start)
        skipWhitespace()
        switch current {
        case "|":
            _ = advance()
            return .place(variable: variable, fallback: try parseFallback(ofPlaceAt: start), position: start)
        case "}" where isPair("}", at: index):
            _ = advance()
            _ = advance()
            return .place(variable: variable, fallback: nil, position: start)
        case nil:
            throw unclosed(at: start)
        case let found?:
            throw syntaxError("expected '}}' or '|' after the variable '\(variable)', found '\(found)'.")
        }
    }

    private mutating func parseName(ofPlaceAt start: PromptTemplate.Position) throws(PromptError) -> String {
        guard let first = current else { throw unclosed(at: start) }
        guard Self.canStartName(first) else {
            throw syntaxError(
                "expected a variable name (a letter or '_' first), found '\(first)'. Write \\{{ for literal braces.")
        }
        var name = String.UnicodeScalarView()
        while let scalar = current, Self.canContinueName(scalar) {
            name.append(advance())
        }
        return String(name)
    }

    /// Reads up to the closing braces, which are consumed; the text is trimmed.
    private mutating func parseFallback(ofPlaceAt start: PromptTemplate.Position) throws(PromptError) -> String {
        let first = index
        while !isPair("}", at: index) {
            guard current != nil else { throw unclosed(at: start) }
            guard !startsPlace(at: index) else {
                throw syntaxError("expected '}}' after the default, found '{{'. A default cannot hold another place.")
            }
            _ = advance()
        }
        var text = scalars[first..<index]
        while let edge = text.first, Self.isWhitespace(edge) { text.removeFirst() }
        while let edge = text.last, Self.isWhitespace(edge) { text.removeLast() }
        _ = advance()
        _ = advance()
        return String(String.UnicodeScalarView(text))
    }
}

extension PromptTemplateParser {
    private var current: Unicode.Scalar? {
        index < scalars.count ? scalars[index] : nil
    }

    private var position: PromptTemplate.Position {
        PromptTemplate.Position(line: line, column: index - lineStart + 1)
    }

    private mutating func advance() -> Unicode.Scalar {
        let scalar = scalars[index]
        index += 1
        if scalar == "\n" {
            line += 1
            lineStart = index
        }
        return scalar
    }

    private mutating func skipWhitespace() {
        while let scalar = current, Self.isWhitespace(scalar) { _ = advance() }
    }

    private func countBackslashes() -> Int {
        scalars[index...].prefix { $0 == "\\" }.count
    }

    private func startsPlace(at index: Int) -> Bool {
        isPair("{", at: index)
    }

    private func isPair(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
        index + 1 < scalars.count && scalars[index] == scalar && scalars[index + 1] == scalar
    }

    private func syntaxError(_ message: String) -> PromptError {
        PromptError(.templateSyntax, message, position: position)
    }

    private func unclosed(at start: PromptTemplate.Position) -> PromptError {
        PromptError(
            .templateSyntax,
            "expected '}}' to close this place, found the end of the template. "
                + "Close it, or write \\{{ for literal braces.", position: start)
    }

    private static func canStartName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        default: false
        }
    }

    private static func canContinueName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "-", ".": true
        default: canStartName(scalar)
        }
    }

    private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace
    }
}
