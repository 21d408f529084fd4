public import AgentPrimitives

/// Makes a summary out of the records' own sentences: no model, the same text for the same records on every machine.
///
/// A sentence counts for as much as its words are shared with other sentences, so that what the records keep coming back to
/// stays and asides go. The sentences that fit stand in the order in which they were said, each once.
public struct ExtractiveSummarizer: MemorySummarizing {
    /// `extractive`.
    public let name = "extractive"

    /// Makes the summariser; it holds no state.
    public init() {}

    /// The most telling sentences that fit into `bytes`; the beginning of the first where none does.
    @concurrent
    public func summary(of records: [MemoryRecord], bytes: Int) async -> String {
        let sentences = Self.sentences(of: records.map(\.text))
        let ranked = Self.ranked(sentences)
        var chosen: Set<Int> = []
        var size = 0
        for place in ranked {
            let cost = sentences[place].utf8.count + 1
            guard size + cost <= bytes + 1 else { continue }
            chosen.insert(place)
            size += cost
        }
        guard chosen.isEmpty, let first = ranked.first else {
            return chosen.sorted().map { sentences[$0] }.joined(separator: "\n")
        }
        return sentences[first].prefix(bytes: bytes)
    }

    /// The different sentences, in the order in which they were said first.
    private static func sentences(of texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.flatMap(sentences).filter { seen.insert($0).inserted }
    }

    /// A sentence ends with a line, or with a stop that white space follows.
    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        var isAfterStop = false
        for character in text {
            if character.isNewline || (isAfterStop && character.isWhitespace) {
                sentences.append(current)
                current = ""
            } else {
                current.append(character)
            }
            isAfterStop = ".!?…。！？".contains(character)
        }
        return (sentences + [current]).map { $0.trimmingWhitespace }.filter { !$0.isEmpty }
    }

    /// The places of the sentences, the most telling first, earlier ones before later ones that tell as much.
    private static func ranked(_ sentences: [String]) -> [Int] {
        let words = sentences.map(Self.words)
        var frequencies: [String: Int] = [:]
        for word in words.joined() { frequencies[word, default: 0] += 1 }
        let scores = words.map { words in
            // Over the root of the length: by the sum alone long sentences would win, by the mean short ones.
            words.isEmpty
                ? 0
                : Double(words.reduce(0) { $0 + (frequencies[$1] ?? 0) - 1 }) / Double(words.count).squareRoot()
        }
        return sentences.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    }

    /// The different words of four letters and more: shorter ones mostly bind the others together.
    private static func words(_ sentence: String) -> Set<String> {
        Set(
            sentence.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 4 }.map(String.init))
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The longest beginning of whole characters within `bytes`.
    fileprivate func prefix(bytes: Int) -> String {
        var size = 0
        return String(
            prefix { character in
                size += character.utf8.count
                return size <= bytes
            })
    }
}
