internal import AgentPrimitives

/// Reads and evaluates an arithmetic expression by recursive descent.
///
///     sum      = product { ("+" | "-") product }
///     product  = unary { ("*" | "/" | "%") unary }
///     unary    = ("+" | "-") unary | power
///     power    = primary [ "^" unary ]                       right-associative: 2^3^2 is 2^9, and -2^2 is -(2^2)
///     primary  = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
struct CalculatorParser {
    /// Bytes of an expression.
    static let maximumLength = 4096
    /// Parentheses, signs and powers inside each other.
    static let maximumDepth = 100

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// The value of an expression.
    ///
    /// - Throws: ``ToolError`` `invalidExpression` with the position, `resultOutOfRange` for a division by zero and the like.
    static func value(of expression: String) throws(ToolError) -> CalculatorNumber {
        // A model copies signs from prose; the replaced text keeps the positions that a person counts.
        let plain = expression.map { plainSigns[$0] ?? $0 }
        var parser = CalculatorParser(bytes: Array(String(plain).utf8))
        guard parser.bytes.count <= maximumLength else {
            throw ToolError(
                .invalidExpression,
                "expected an expression of at most \(maximumLength) bytes, found \(parser.bytes.count); split it")
        }
        let value = try parser.sum()
        if let byte = parser.next { throw parser.unexpected(byte) }
        return value
    }

    private static let plainSigns: [Character: Character] = ["×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"]

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: Grammar

    private mutating func sum() throws(ToolError) -> CalculatorNumber {
        var value = try product()
        while let sign = take(oneOf: "+-") {
            let place = position
            let right = try product()
            value = try checked(place) {
                sign == UInt8(ascii: "+")
                    ? .combine(value, right, exactly: { $0.adding($1) }, roughly: +)
                    : .combine(value, right, exactly: { $0.adding($1.negated) }, roughly: -)
            }
        }
        return value
    }

    private mutating func product() throws(ToolError) -> CalculatorNumber {
        var value = try unary()
        while let sign = take(oneOf: "*/%") {
            let place = position
            if sign == UInt8(ascii: "*"), next == sign {
                throw invalid("found **; write ^ for a power", at: place)
            }
            let right = try unary()
            if sign == UInt8(ascii: "*") {
                value = try checked(place) {
                    .combine(value, right, exactly: { $0.multiplied(by: $1) }, roughly: *)
                }
                continue
            }
            guard !right.isZero else { throw outOfRange("division by zero", at: place) }
            value = try checked(place) {
                sign == UInt8(ascii: "/")
                    ? .combine(value, right, exactly: { $0.divided(by: $1) }, roughly: /)
                    : .combine(value, right, exactly: Self.remainder) { $0.truncatingRemainder(dividingBy: $1) }
            }
        }
        return value
    }

    private mutating func unary() throws(ToolError) -> CalculatorNumber {
        guard let sign = take(oneOf: "+-") else { return try power() }
        let value = try nested { parser throws(ToolError) in try parser.unary() }
        guard sign == UInt8(ascii: "-") else { return value }
        return value.map(exactly: \.negated) { -$0 }
    }

    private mutating func power() throws(ToolError) -> CalculatorNumber {
        let base = try primary()
        guard take(oneOf: "^") != nil else { return base }
        let place = position
        let exponent = try nested { parser throws(ToolError) in try parser.unary() }
        guard let value = CalculatorFunction.power(base, exponent) else {
            throw outOfRange(
                base.isZero ? "division by zero" : "a negative number has no real power that is not whole", at: place)
        }
        return try checked(place) { value }
    }

    private mutating func primary() throws(ToolError) -> CalculatorNumber {
        guard let byte = next else {
            throw invalid("expected a number, a name or a parenthesis, found the end", at: position + 1)
        }
        switch byte {
        case UInt8(ascii: "("):
            position += 1
            let value = try nested { parser throws(ToolError) in try parser.sum() }
            try close()
            return value
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
            return try number()
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            return try name()
        default:
            throw unexpected(byte)
        }
    }

    // MARK: Names and numbers

    private mutating func name() throws(ToolError) -> CalculatorNumber {
        let start = position
        while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
        if name == "pi" { return .approximate(.pi) }
        if name == "e" { return .approximate(2.718281828459045) }
        guard let function = CalculatorFunction(rawValue: name) else {
            let known = CalculatorFunction.allCases.map(\.rawValue) + ["pi", "e"]
            let advice =
                NearestName.of(name, among: known).map { "did you mean \($0)?" }
                ?? "there are \(known.joined(separator: ", "))"
            throw invalid("found the unknown name \(name.prefix(40)); \(advice)", at: start + 1)
        }
        guard take(oneOf: "(") != nil else {
            throw invalid("expected ( after \(name), found \(found)", at: position + 1)
        }
        var arguments = [try nested { parser throws(ToolError) in try parser.sum() }]
        while take(oneOf: ",") != nil {
            arguments.append(try nested { parser throws(ToolError) in try parser.sum() })
        }
        try close()
        let counts = function.argumentCounts
        guard counts.contains(arguments.count) else {
            let expected = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
            throw invalid("expected \(expected) arguments of \(name), found \(arguments.count)", at: start + 1)
        }
        guard let value = function(arguments) else {
            throw outOfRange("\(name) has no value for these arguments", at: start + 1)
        }
        return try checked(start + 1) { value }
    }

    private mutating func number() throws(ToolError) -> CalculatorNumber {
        let start = position
        let whole = digits()
        var fraction = ""
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            fraction = digits()
        }
        guard !whole.isEmpty || !fraction.isEmpty else {
            throw invalid("expected digits beside the point", at: start + 1)
        }
        let exponent = try exponent()
        if position < bytes.count, bytes[position] == UInt8(ascii: "_") || bytes[position] == UInt8(ascii: ".") {
            throw invalid("expected a number without separators, as in 1234567.89", at: position + 1)
        }
        guard abs(exponent) <= 400 else { throw outOfRange("a number beyond 1e400", at: start + 1) }
        var mantissa = BigNatural.zero
        for digit in (whole + fraction).utf8 {
            mantissa = mantissa * BigNatural(10) + BigNatural(UInt64(digit - UInt8(ascii: "0")))
        }
        let scale = exponent - fraction.utf8.count
        let top = scale > 0 ? mantissa * .powerOfTen(scale) : mantissa
        if let exact = Rational(reducing: false, top, over: scale < 0 ? .powerOfTen(-scale) : .one) {
            return .exact(exact)
        }
        let text = "\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)e\(exponent)"
        return try checked(start + 1) { .approximate(Double(text) ?? .nan) }
    }

    private mutating func digits() -> String {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// `e5`, `E-3`; zero where there is none.
    private mutating func exponent() throws(ToolError) -> Int {
        guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return 0 }
        var end = position + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") { end += 1 }
        guard end < bytes.count, Self.isDigit(bytes[end]) else {
            throw invalid("expected digits after the exponent's e", at: end + 1)
        }
        let isNegative = bytes[end - 1] == UInt8(ascii: "-")
        position = end
        let magnitude = Int(digits()) ?? .max
        return isNegative ? -magnitude : magnitude
    }

    // MARK: Reading

    /// The next byte that is not blank, without taking it.
    private var next: UInt8? {
        mutating get {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
            return position < bytes.count ? bytes[position] : nil
        }
    }

    private mutating func take(oneOf signs: StaticString) -> UInt8? {
        guard let byte = next, signs.description.utf8.contains(byte) else { return nil }
        position += 1
        return byte
    }

    private mutating func close() throws(ToolError) {
        guard take(oneOf: ")") != nil else {
            if next == UInt8(ascii: ",") { throw unexpected(UInt8(ascii: ",")) }
            throw invalid("expected an operator or ), found \(found)", at: position + 1)
        }
    }

    private mutating func nested(
        _ body: (inout CalculatorParser) throws(ToolError) -> CalculatorNumber
    ) throws(ToolError) -> CalculatorNumber {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw invalid("expected at most \(Self.maximumDepth) levels of nesting", at: position + 1)
        }
        return try body(&self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// The sign of the dividend, as in C.
    private static func remainder(_ dividend: Rational, _ divisor: Rational) -> Rational? {
        guard let whole = dividend.divided(by: divisor)?.rounded(.towardZero) else { return nil }
        return whole.multiplied(by: divisor).flatMap { dividend.adding($0.negated) }
    }

    // MARK: Errors

    /// What stands at the position, for an error message.
    private var found: String {
        guard position < bytes.count else { return "the end" }
        let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first
        return scalar.map { $0.isASCII ? String($0) : "U+" + String($0.value, radix: 16, uppercase: true) } ?? "the end"
    }

    private func unexpected(_ byte: UInt8) -> ToolError {
        let place = position + 1
        switch byte {
        case UInt8(ascii: ","):
            return invalid("found , outside a function's arguments; write numbers without separators", at: place)
        case UInt8(ascii: "_"):
            return invalid("found _; write numbers without separators", at: place)
        case UInt8(ascii: ")"):
            return invalid("found ) without a ( or before its value", at: place)
        default:
            return invalid("expected an operator, a number or a parenthesis, found \(found)", at: place)
        }
    }

    private func invalid(_ message: String, at place: Int) -> ToolError {
        ToolError(.invalidExpression, "position \(place) of the expression: \(message)")
    }

    private func outOfRange(_ message: String, at place: Int) -> ToolError {
        ToolError(.resultOutOfRange, "position \(place) of the expression: \(message)")
    }

    /// Refuses results that doubles cannot hold.
    private func checked(_ place: Int, _ value: () -> CalculatorNumber) throws(ToolError) -> CalculatorNumber {
        let value = value()
        if case .approximate(let double) = value, !double.isFinite {
            throw outOfRange("the result is too large; numbers reach to about 1.8e308", at: place)
        }
        return value
    }
}
