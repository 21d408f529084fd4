/// Words of English, and of technical English in particular, that stand for one another.
enum Vocabulary {
    /// The other words that technical texts use for the same thing.
    static func synonyms(of word: String) -> [String] {
        others(of: word, in: synonyms)
    }

    /// Other forms of an irregular word, which no stemmer finds.
    static func irregularForms(of word: String) -> [String] {
        others(of: word, in: irregular)
    }

    /// What a question with `how` and such a word is after.
    static let nounsByMeasure: [String: [String]] = [
        "fast": ["speed", "throughput", "latency", "rate"], "quickly": ["speed", "time"], "big": ["size"],
        "large": ["size"], "heavy": ["weight"], "wide": ["width"], "high": ["height"], "deep": ["depth"],
        "far": ["distance", "range"], "old": ["age"], "often": ["every", "interval", "frequency"],
        "long": ["duration", "time", "length"],
    ]

    private static func others(of word: String, in groups: [[String]]) -> [String] {
        groups.filter { $0.contains(word) }.flatMap { group in group.filter { $0 != word } }
    }

    private static let synonyms: [[String]] = [
        ["maximum", "max", "limit", "most", "largest", "upper"], ["minimum", "min", "least", "smallest", "lower"],
        ["directory", "folder", "dir"], ["configuration", "config", "settings", "setting", "configure"],
        ["delete", "remove", "erase"], ["error", "failure", "fail"], ["environment", "env"],
        ["start", "launch", "begin", "run"], ["stop", "end", "terminate", "quit"], ["size", "bytes", "length"],
        ["authentication", "auth", "login"], ["repository", "repo"], ["documentation", "docs", "manual"],
        ["parameter", "argument", "option", "flag"], ["install", "installation", "setup"],
        ["create", "make", "generate", "add"], ["change", "modify", "edit", "update"],
        ["allow", "permit", "enable", "accept"], ["forbid", "deny", "refuse", "reject", "disallow", "disable"],
        ["license", "licence"], ["database", "db"], ["identifier", "id"], ["message", "msg"], ["number", "count"],
        ["milliseconds", "ms", "millisecond"], ["seconds", "s", "sec"], ["timeout", "deadline"],
        ["default", "defaults"],
    ]

    private static let irregular: [[String]] = [
        ["begin", "begins", "began", "begun"], ["bind", "binds", "bound"], ["break", "breaks", "broke", "broken"],
        ["build", "builds", "built"], ["buy", "buys", "bought"], ["child", "children"],
        ["choose", "chooses", "chose", "chosen"], ["drive", "drives", "drove", "driven"],
        ["fall", "falls", "fell", "fallen"], ["find", "finds", "found"], ["fly", "flies", "flew", "flown", "flight"],
        ["give", "gives", "gave", "given"], ["hide", "hides", "hid", "hidden"], ["hold", "holds", "held"],
        ["index", "indices", "indexes"], ["keep", "keeps", "keeping", "kept"], ["know", "knows", "knew", "known"],
        ["lead", "leads", "led"], ["leave", "leaves", "left"], ["lose", "loses", "losing", "lost"],
        ["make", "makes", "made"], ["matrix", "matrices"], ["mean", "means", "meant"], ["meet", "meets", "met"],
        ["pay", "pays", "paid"], ["person", "people"], ["run", "runs", "ran"], ["sell", "sells", "sold"],
        ["send", "sends", "sending", "sent"], ["take", "takes", "took", "taken"],
        ["throw", "throws", "threw", "thrown"], ["vertex", "vertices"], ["write", "writes", "wrote", "written"],
    ]
}
