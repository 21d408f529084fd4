import Testing

@testable import AgentTools

@Suite struct WordScannerTests {
    /// The words in the order of their report, compounds in brackets.
    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var words: [String] = []
        _ = WordScanner(bytes).scan(0..<bytes.count) { word in
            let key = String(decoding: WordKey.make(bytes[word.range], isCompound: word.isCompound), as: UTF8.self)
            words.append(word.isCompound ? "[\(key)]" : key)
        }
        return words
    }

    @Test(arguments: [
        ("The quick, brown fox.", ["the", "quick", "brown", "fox"]),
        ("fs.read", ["fs", "read", "[fs.read]"]),
        ("maxOutputTokens", ["max", "output", "tokens", "[maxoutputtokens]"]),
        ("max_output_tokens", ["max", "output", "tokens", "[maxoutputtokens]"]),
        ("HTTPServer", ["http", "server", "[httpserver]"]),
        ("URLs and IDs", ["urls", "and", "ids"]),
        ("SHA-256", ["sha", "256", "[sha256]"]),
        ("XXH3", ["xxh3"]),
        ("0.2.0", ["0", "2", "0", "[0.2.0]"]),
        ("16,777,216", ["16", "777", "216", "[16777216]"]),
        ("std::move", ["std", "move", "[std::move]"]),
        ("__init__", ["init"]),
        ("--record", ["record"]),
        ("end. Next", ["end", "next"]),
        ("wait...what", ["wait", "what"]),
        ("Käse für Ümit", ["käse", "für", "ümit"]),
        ("“quoted” — dash…", ["quoted", "dash"]),
        ("東京 tower", ["東", "京", "tower"]),
        (
            "AgentRun.applyEvent",
            ["agent", "run", "[agentrun]", "apply", "event", "[applyevent]", "[agentrun.applyevent]"]
        ),
        ("", []),
        ("|---|:-:|", []),
    ])
    func wordsAndCompounds(_ text: String, _ expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test func ordinalsCountSimpleWords() {
        let bytes = Array("one two.three four".utf8)
        var ordinals: [Int] = []
        let count = WordScanner(bytes).scan(0..<bytes.count) { ordinals.append($0.ordinal) }
        #expect(ordinals == [0, 1, 2, 1, 3])
        #expect(count == 4)
    }

    @Test func fragmentsAreTold() {
        let bytes = Array("system-libraries TAR_ARCHIVE maxTokens".utf8)
        var fragments: [String] = []
        _ = WordScanner(bytes).scan(0..<bytes.count) { word in
            if word.isFragment { fragments.append(String(decoding: bytes[word.range], as: UTF8.self)) }
        }
        #expect(fragments == ["TAR", "ARCHIVE", "max", "Tokens"])
    }

    @Test func anyBytesAreTaken() {
        var random = SplitMix(seed: 7)
        for _ in 0..<50_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = WordScanner(bytes).scan(0..<bytes.count) { word in
                #expect(word.range.lowerBound >= 0 && word.range.upperBound <= bytes.count && !word.range.isEmpty)
            }
        }
    }
}
