/// Reads words as numbers and operators: `plus`, `divided by`, `twenty-three`, `the square root of`.
enum ArithmeticPhrases {
    /// Replaces phrases by the tokens that they stand for; a token covers the text of its whole phrase.
    static func join(_ tokens: [ArithmeticToken], in text: String) -> [ArithmeticToken] {
        var joined: [ArithmeticToken] = []
        var index = 0
        while index < tokens.count {
            let rest = tokens[index...]
            if let (kind, length) = phrase(at: rest) ?? number(at: rest).map({ (.number(String($0.value)), $0.length) })
            {
                var token = rest[index]
                token.kind = kind
                token.range = token.range.lowerBound..<tokens[index + length - 1].range.upperBound
                joined.append(token)
                index += length
            } else {
                joined.append(tokens[index])
                index += 1
            }
        }
        return joined
    }

    /// Longer phrases before those that they begin with.
    private static let phrases: [(words: [String], kind: ArithmeticToken.Kind)] = [
        (["multiplied", "by"], .binary(.multiply)), (["times"], .binary(.multiply)), (["x"], .binary(.multiply)),
        (["divided", "by"], .binary(.divide)), (["over"], .binary(.divide)),
        (["plus"], .binary(.add)), (["minus"], .binary(.subtract)),
        (["modulo"], .binary(.modulo)), (["mod"], .binary(.modulo)),
        (["raised", "to", "the", "power", "of"], .binary(.power)), (["to", "the", "power", "of"], .binary(.power)),
        (["raised", "to"], .binary(.power)), (["squared"], .power(2)), (["cubed"], .power(3)),
        (["the", "square", "root", "of"], .squareRoot), (["square", "root", "of"], .squareRoot),
        (["sqrt", "of"], .squareRoot),
        (["sqrt"], .squareRoot), (["per", "cent"], .percent), (["percent"], .percent), (["of"], .of),
    ]

    /// The calculator's functions that a question may name.
    private static let functions: Set<String> = [
        "sqrt", "abs", "min", "max", "round", "floor", "ceil", "ln", "log10", "exp", "sin", "cos", "tan", "pow",
    ]

    private static func phrase(at tokens: ArraySlice<ArithmeticToken>) -> (ArithmeticToken.Kind, Int)? {
        if case .other(let word)? = tokens.first?.kind {
            if functions.contains(word), tokens.dropFirst().first?.kind == .open { return (.function(word), 1) }
            if word == "pi" || word == "π" { return (.number("pi"), 1) }
        }
        for (words, kind) in phrases where tokens.count >= words.count {
            if zip(tokens, words).allSatisfy({ $0.kind == .other($1) }) { return (kind, words.count) }
        }
        return nil
    }

    private static let units: [String: Int] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    ]
    private static let small: [String: Int] = [
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19,
    ]
    private static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]
    private static let scales: [String: Int] = ["thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000]

    /// A number in words, up to the billions, or digits before a scale, as in `5 million`.
    private static func number(at tokens: ArraySlice<ArithmeticToken>) -> (value: Int, length: Int)? {
        if let first = tokens.first, case .number(let digits) = first.kind {
            guard let count = Int(digits), count < 1_000_000, let scale = tokens.dropFirst().first.flatMap(scale(of:))
            else {
                return nil
            }
            return (count * scale, 2)
        }
        var total = 0
        var group: Int?
        var length = 0
        for token in tokens {
            if let scale = scale(of: token), let count = group {
                total += count * scale
                group = nil
            } else if token.kind == .other("hundred"), let count = group, count < 10 {
                group = count * 100
            } else if let value = value(of: token), group.map({ fits(value, after: $0) }) ?? true {
                group = (group ?? 0) + value
            } else {
                break
            }
            length += 1
        }
        return length > 0 ? (total + (group ?? 0), length) : nil
    }

    /// Whether one word of a number may follow the value before it: `twenty` `three`, `two hundred` `five`.
    private static func fits(_ value: Int, after group: Int) -> Bool {
        group % 100 == 0 && group > 0 && value < 100 || group % 10 == 0 && group % 100 >= 20 && value < 10
    }

    private static func scale(of token: ArithmeticToken) -> Int? {
        guard case .other(let word) = token.kind else { return nil }
        return scales[word]
    }

    private static func value(of token: ArithmeticToken) -> Int? {
        guard case .other(let word) = token.kind else { return nil }
        let parts = word.split(separator: "-").map(String.init)
        if parts.count == 2, let ten = tens[parts[0]], let unit = units[parts[1]] { return ten + unit }
        return units[word] ?? small[word] ?? tens[word]
    }
}
