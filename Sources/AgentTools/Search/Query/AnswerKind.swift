/// What kind of thing a question asks for, as far as its words give it away.
enum AnswerKind {
    case anything
    case number
    /// A number with a unit of time.
    case duration
    /// A number with a unit of data, length or weight.
    case size
    /// A number with a currency.
    case money

    /// Reads the kind off the folded words of a question.
    init(words: [String]) {
        let measures = Set(zip(words, words.dropFirst()).filter { $0.0 == "how" }.map(\.1))
        let nouns = Set(words)
        if !nouns.isDisjoint(with: Self.moneyNouns) {
            self = .money
        } else if !measures.isDisjoint(with: Self.timeMeasures) || !nouns.isDisjoint(with: Self.timeNouns) {
            self = .duration
        } else if !measures.isDisjoint(with: Self.sizeMeasures) || !nouns.isDisjoint(with: Self.sizeNouns) {
            self = .size
        } else if !measures.isDisjoint(with: ["many", "much", "often"]) || words.first == "when"
            || !nouns.isDisjoint(with: Self.numberNouns)
        {
            self = .number
        } else {
            self = .anything
        }
    }

    /// Whether a number with that word behind it is of the kind.
    func takes(unit: String) -> Bool {
        switch self {
        case .anything: false
        case .number: true
        case .duration: Self.times.contains(unit)
        case .size: Self.sizes.contains(unit)
        case .money: Self.currencies.contains(unit)
        }
    }

    // MARK: Words of questions

    private static let moneyNouns: Set<String> = ["cost", "costs", "price", "prices", "fee", "fees"]
    private static let timeMeasures: Set<String> = ["long", "old", "quickly", "soon", "fast"]
    private static let timeNouns: Set<String> = ["timeout", "interval", "deadline", "ttl", "duration", "latency"]
    private static let sizeMeasures: Set<String> = ["big", "large", "wide", "deep", "high", "heavy", "far"]
    private static let sizeNouns: Set<String> = ["size", "length", "weight", "width", "height"]
    private static let numberNouns: Set<String> = [
        "port", "ports", "limit", "number", "version", "year", "date", "percentage", "percent", "count", "maximum",
        "minimum", "max", "min", "rate", "code", "offset", "depth", "threshold",
    ]

    // MARK: Units of answers

    private static let times: Set<String> = [
        "ns", "us", "µs", "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h",
        "hour", "hours", "d", "day", "days", "week", "weeks", "month", "months", "year", "years", "millisecond",
        "milliseconds", "microseconds", "nanoseconds",
    ]

    private static let sizes: Set<String> = [
        "b", "byte", "bytes", "kb", "kib", "mb", "mib", "gb", "gib", "tb", "tib", "k", "bit", "bits", "octets",
        "characters", "chars", "lines", "columns", "mm", "cm", "m", "km", "metres", "meters", "inch", "inches", "feet",
        "g", "kg", "t", "tokens", "entries", "items", "words", "pages",
    ]

    private static let currencies: Set<String> = [
        "euro", "euros", "eur", "dollar", "dollars", "usd", "cent", "cents", "pound", "pounds", "gbp", "chf", "francs",
    ]
}
