/// Recognises questions for the present time or date.
enum ClockQuestion {
    private static let phrases = [
        ["time", "is", "it"], ["day", "is", "it"], ["date", "is", "it"], ["year", "is", "it"], ["month", "is", "it"],
        ["current", "time"], ["current", "date"], ["current", "day"], ["current", "year"], ["present", "time"],
        ["time", "now"], ["time", "right", "now"], ["date", "now"], ["today", "s", "date"], ["todays", "date"],
        ["date", "today"], ["day", "today"], ["date", "is", "today"], ["day", "is", "today"], ["today", "s", "day"],
        ["is", "it", "today"], ["what", "is", "today"],
    ]

    /// The words of such questions; what else is in the question is for another tool.
    static let vocabulary: Set<String> = [
        "time", "date", "day", "today", "todays", "now", "right", "current", "currently", "present", "year", "month",
        "week", "weekday", "utc", "clock", "moment",
    ]

    static func matches(_ question: Question) -> Bool {
        if phrases.contains(where: question.contains) { return true }
        let rest = question.contentWords(without: vocabulary)
        return rest.isEmpty
            && (question.words.suffix(2) == ["the", "time"] || question.words.suffix(2) == ["the", "date"])
    }
}
