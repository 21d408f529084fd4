internal import AgentPrimitives

/// What a turn's search found for its question.
struct Evidence: Sendable {
    /// What to quote, best first.
    let quotes: [Quote]
    /// The words that were looked for.
    let words: [String]
    /// `nil` when the tool does not say.
    let filesSearched: Int?
    /// Whether a limit kept something from being searched.
    let isTruncated: Bool

    /// Collects the evidence; `nil` when the turn has no readable search result.
    init?(_ turn: ExtractiveTurn, _ intents: [Intent]) {
        let query = intents.compactMap { intent in
            if case .search(let query, _) = intent { query } else { nil }
        }.first
        guard let query, let result = turn.steps(calling: .search).last?.result, !result.isError,
            let report = SearchReport(result.content)
        else { return nil }
        let selector = QuoteSelector(query)
        var quotes = selector.quotes(from: report)
        if let first = quotes.first, first.isIncomplete,
            let read = turn.steps(calling: .read).last?.result, !read.isError, let excerpt = FileExcerpt(read.content)
        {
            quotes[0] = first.completed(from: excerpt)
            quotes = quotes.prefix(1) + quotes.dropFirst().filter { [first = quotes[0]] in !$0.overlaps(first) }
        }
        self.quotes = quotes
        words = selector.words
        filesSearched = report.filesSearched
        isTruncated = report.isTruncated
    }
}

extension Quote {
    /// The quotation with the lines that follow it in the file, up to the most that a quotation may have.
    ///
    /// A heading on its own gives way to what stands under it, and the announcement of a code block to the code.
    func completed(from excerpt: FileExcerpt) -> Quote {
        let offset = startLine - excerpt.startLine
        guard excerpt.path == path, offset >= 0, offset + lines.count <= excerpt.lines.count else { return self }
        let rest = excerpt.lines[(offset + lines.count)...]
        let next = rest.drop { $0.isBlank }
        if lines.allSatisfy({ $0.hasPrefix("#") }) {
            return next.first.map { $0.hasPrefix("#") } ?? true ? self : quote(next, of: excerpt)
        }
        if announcesMore, next.first?.isFence == true {
            let code = next.dropFirst().prefix { !$0.isFence }.prefix(Self.mostLines)
            return code.isEmpty
                ? self : Quote(path: path, startLine: excerpt.startLine + code.startIndex, lines: Array(code))
        }
        return extended(by: rest)
    }

    /// As many of the lines as make the quotation complete.
    private func extended(by rest: ArraySlice<String>) -> Quote {
        var quote = self
        let mayCrossBlank = announcesMore
        for line in rest {
            guard quote.isIncomplete, !line.hasPrefix("#"), !line.isBlank || mayCrossBlank else { break }
            quote.lines.append(line)
        }
        while quote.lines.count > lines.count, quote.lines.last?.isBlank == true { quote.lines.removeLast() }
        return quote
    }

    /// A quotation that begins with the first of some lines of a file.
    private func quote(_ lines: ArraySlice<String>, of excerpt: FileExcerpt) -> Quote {
        Quote(path: path, startLine: excerpt.startLine + lines.startIndex, lines: Array(lines.prefix(1)))
            .extended(by: lines.dropFirst())
    }

    private var announcesMore: Bool { lines.last?.trimmingSpace().hasSuffix(":") == true }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
    fileprivate var isFence: Bool { trimmingSpace().hasPrefix("```") || trimmingSpace().hasPrefix("~~~") }
}
