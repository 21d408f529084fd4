/// Reads an expression out of tokens and writes it as the calculator takes it.
///
/// ```
/// sum     = product { ("+" | "-") product }
/// product = power { ("*" | "/" | "%") power }
/// power   = value [ "^" power ]
/// value   = ["-"] (number | "(" sum ")" | name "(" sum { "," sum } ")" | "√" value)
///           { "%" | "% of" power | "squared" | "cubed" }
/// ```
struct ArithmeticParser {
    /// What was read.
    struct Expression {
        var text: String
        /// Tokens from the start to here belong to it.
        var end: Int
        /// The operators, as indices of their tokens.
        var operators: [Int]
    }

    private let tokens: [ArithmeticToken]
    private var position: Int
    private var operators: [Int] = []
    private var depth = 0

    private static let deepest = 32

    /// The longest expression that starts at a token, or `nil` when none does.
    static func expression(in tokens: [ArithmeticToken], at start: Int) -> Expression? {
        var parser = ArithmeticParser(tokens: tokens, position: start)
        guard let text = parser.sum() else { return nil }
        return Expression(text: text, end: parser.position, operators: parser.operators)
    }

    private init(tokens: [ArithmeticToken], position: Int) {
        self.tokens = tokens
        self.position = position
    }

    private mutating func sum() -> String? {
        chain([.add, .subtract]) { $0.product() }
    }

    private mutating func product() -> String? {
        chain([.multiply, .divide, .modulo]) { $0.power() }
    }

    private mutating func power() -> String? {
        guard let base = value() else { return nil }
        let mark = self
        guard take(.binary(.power)), let exponent = power() else {
            self = mark
            return base
        }
        return "\(base)^\(exponent)"
    }

    /// Operands with operators of one rank between them; an operator without an operand behind it is not taken.
    private mutating func chain(
        _ wanted: [ArithmeticToken.Operator], _ operand: (inout ArithmeticParser) -> String?
    ) -> String? {
        guard var text = operand(&self) else { return nil }
        while true {
            let mark = self
            guard let sign = takeOperator(wanted), let right = operand(&self) else {
                self = mark
                return text
            }
            text += sign.rawValue + right
        }
    }

    private mutating func value() -> String? {
        guard position < tokens.count, depth < Self.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch tokens[position].kind {
        case .binary(.subtract):
            position += 1
            return value().map { "-\($0)" }
        case .squareRoot:
            operators.append(position)
            position += 1
            return value().map { $0.hasPrefix("(") ? "sqrt\($0)" : "sqrt(\($0))" }
        case .open:
            position += 1
            guard let inner = sum(), take(.close) else { return nil }
            return suffixed("(\(inner))")
        case .function(let name):
            operators.append(position)
            position += 1
            return arguments().map { suffixed("\(name)(\($0))") }
        case .number(let digits):
            position += 1
            return suffixed(digits)
        default:
            return nil
        }
    }

    private mutating func arguments() -> String? {
        guard take(.open), var text = sum() else { return nil }
        while take(.comma) {
            guard let next = sum() else { return nil }
            text += ",\(next)"
        }
        return take(.close) ? text : nil
    }

    private mutating func suffixed(_ value: String) -> String {
        var text = value
        while position < tokens.count {
            if case .power(let exponent) = tokens[position].kind {
                operators.append(position)
                position += 1
                text = "\(text)^\(exponent)"
            } else if let whole = percentOf() {
                text = "(\(text)/100*\(whole))"
            } else if tokens[position].kind == .percent, !isModulo(at: position) {
                position += 1
                text = "(\(text)/100)"
            } else {
                break
            }
        }
        return text
    }

    /// What a percentage is taken of.
    private mutating func percentOf() -> String? {
        let mark = self
        operators.append(position)
        guard take(.percent), take(.of), let whole = power() else {
            self = mark
            return nil
        }
        return whole
    }

    /// A percent sign between two operands stands for the remainder.
    private func isModulo(at index: Int) -> Bool {
        guard !tokens[index].isWord, index + 1 < tokens.count else { return false }
        switch tokens[index + 1].kind {
        case .number, .open: return true
        default: return false
        }
    }

    private mutating func takeOperator(_ wanted: [ArithmeticToken.Operator]) -> ArithmeticToken.Operator? {
        guard position < tokens.count else { return nil }
        let found: ArithmeticToken.Operator
        switch tokens[position].kind {
        case .binary(let sign): found = sign
        case .percent where isModulo(at: position): found = .modulo
        default: return nil
        }
        guard wanted.contains(found) else { return nil }
        operators.append(position)
        position += 1
        return found
    }

    private mutating func take(_ kind: ArithmeticToken.Kind) -> Bool {
        guard position < tokens.count, tokens[position].kind == kind else { return false }
        if case .binary = kind { operators.append(position) }
        position += 1
        return true
    }
}
