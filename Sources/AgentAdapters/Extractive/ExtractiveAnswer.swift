internal import AgentPrimitives

/// Words the extractive model's answer: results, quotations with their places, and plainly what could not be done.
struct ExtractiveAnswer: Sendable {
    private let turn: ExtractiveTurn
    private let intents: [Intent]
    private let offered: Set<String>

    /// Lines shown of a file that the user wants to read.
    private static let mostLinesShown = 60
    private static let mostFilesShown = 200

    init(turn: ExtractiveTurn, intents: [Intent], offered: Set<String>) {
        self.turn = turn
        self.intents = intents
        self.offered = offered
    }

    /// One paragraph per thing that was asked.
    var text: String {
        intents.map(paragraph).joined(separator: "\n\n")
    }

    private func paragraph(_ intent: Intent) -> String {
        switch intent {
        case .compute(let finding):
            answer(
                by: .calculate, to: "compute \(finding.asked)",
                where: { $0.argument("expression") == finding.expression }
            ) {
                "\(finding.asked) = \(Self.value(in: $0, under: ["result", "value"]))"
            }
        case .tellTime:
            answer(by: .tellTime, to: "tell the time") {
                ClockReading($0)?.sentence ?? "It is \(Self.value(in: $0, under: ["time", "now", "utc"]))."
            }
        case .list(let folder):
            answer(by: .list, to: "list \(folder ?? "the workspace")", listing)
        case .read(let path):
            answer(by: .read, to: "read \(path)", reading)
        case .summarize(let path):
            answer(by: .read, to: "summarize \(path)", summary)
        case .search:
            answer(by: .search, to: "look for an answer in the workspace") { _ in searching() }
        }
    }

    /// The words for a tool's result; for a refusal, a failure or a tool that is not there, why there is none.
    private func answer(
        by tool: ExtractiveTool, to purpose: String, where matches: (ExtractiveTurn.Step) -> Bool = { _ in true },
        _ words: (String) -> String
    ) -> String {
        guard let step = turn.steps(calling: tool).last(where: matches) else {
            return offered.contains(tool.rawValue)
                ? "I could not \(purpose)." : "I cannot \(purpose): the tool \(tool.rawValue) is not offered to me."
        }
        guard let result = step.result else { return "I could not \(purpose): \(tool.rawValue) gave no result." }
        guard !result.isError else {
            return
                "I could not \(purpose): \(tool.rawValue) reported: \(Excerpt.of(Self.value(in: result.content, under: ["error", "message"])))"
        }
        return words(result.content)
    }

    private func searching() -> String {
        guard let evidence = Evidence(turn, intents) else {
            return "I could not read what fs.search returned, so I have no answer."
        }
        guard evidence.quotes.isEmpty else {
            let focus = LineFocus(on: evidence.words)
            return evidence.quotes.map { $0.text(focus: focus) }.joined(separator: "\n\n")
        }
        let place = evidence.filesSearched.map { $0 == 1 ? "the one file" : "the \($0) files" } ?? "the files"
        guard !evidence.words.isEmpty else {
            return "I found nothing: the question has no word that I could look for in \(place) of the workspace."
        }
        let words = evidence.words.joined(separator: ", ")
        let limit = evidence.isTruncated ? " A limit kept some of the text from being searched." : ""
        return "I found nothing that answers this in \(place) of the workspace. I looked for: \(words).\(limit)"
    }

    private func reading(_ content: String) -> String {
        guard let excerpt = FileExcerpt(content) else { return content }
        let lines = excerpt.lines.prefix(Self.mostLinesShown)
        guard !lines.isEmpty else { return "\(excerpt.path) is empty." }
        let total = excerpt.totalLines ?? excerpt.lines.count
        let last = excerpt.startLine + lines.count - 1
        let head = "\(excerpt.path), lines \(excerpt.startLine) to \(last) of \(total):"
        return head + "\n\n" + lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }

    private func summary(_ content: String) -> String {
        guard let excerpt = FileExcerpt(content), let quote = excerpt.firstParagraph else {
            return "I found no paragraph that I could quote as a summary."
        }
        return quote.text(focus: LineFocus(on: []))
    }

    private func listing(_ content: String) -> String {
        guard let json = try? JSONValue(parsing: content),
            let entries = (json["entries"] ?? json["files"] ?? json).arrayValue
        else { return content }
        let names = entries.compactMap { entry -> String? in
            guard let name = entry.stringValue ?? entry["path"]?.stringValue ?? entry["name"]?.stringValue else {
                return nil
            }
            return entry["kind"]?.stringValue == "directory" ? "\(name)/" : name
        }
        guard !names.isEmpty else { return "There are no files there." }
        let isCut = names.count > Self.mostFilesShown || json["truncated"]?.boolValue == true
        return names.prefix(Self.mostFilesShown).map { "- \($0)" }.joined(separator: "\n")
            + (isCut ? "\n- and more" : "")
    }

    /// The text under the first of some keys that is there; the whole content when it is no such object.
    private static func value(in content: String, under keys: [String]) -> String {
        guard let json = try? JSONValue(parsing: content) else { return content }
        let found = json.objectValue.flatMap { object in keys.lazy.compactMap { object[$0] }.first } ?? json
        if let text = found.stringValue { return text }
        return found["message"]?.stringValue ?? String(decoding: found.serialized(), as: UTF8.self)
    }
}
