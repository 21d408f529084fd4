import Testing

@testable import AgentTools

@Suite struct EnglishStemmerTests {
    /// The examples of Porter's article, carried through all its steps.
    @Test(arguments: [
        ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("caress", "caress"), ("cats", "cat"),
        ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"), ("motoring", "motor"),
        ("sing", "sing"), ("conflated", "conflat"), ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"),
        ("tanned", "tan"), ("falling", "fall"), ("hissing", "hiss"), ("fizzed", "fizz"), ("failing", "fail"),
        ("filing", "file"), ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"),
        ("rational", "ration"), ("digitizer", "digit"), ("operator", "oper"), ("feudalism", "feudal"),
        ("decisiveness", "decis"), ("hopefulness", "hope"), ("formality", "formal"), ("sensitivity", "sensit"),
        ("triplicate", "triplic"), ("formative", "form"), ("electrical", "electr"), ("goodness", "good"),
        ("revival", "reviv"), ("allowance", "allow"), ("inference", "infer"), ("airliner", "airlin"),
        ("adjustable", "adjust"), ("replacement", "replac"), ("adoption", "adopt"), ("communism", "commun"),
        ("effective", "effect"), ("probate", "probat"), ("rate", "rate"), ("cease", "ceas"), ("controll", "control"),
        ("roll", "roll"),
    ])
    func portersExamples(_ word: String, _ stem: String) {
        #expect(String(decoding: EnglishStemmer.stem(Array(word.utf8)), as: UTF8.self) == stem)
    }

    @Test func formsOfOneWordMeet() {
        let groups = [
            ["configure", "configured", "configures", "configuring", "configuration"],
            ["encrypt", "encrypted", "encryption", "encrypting"], ["limit", "limits", "limited", "limiting"],
        ]
        for group in groups {
            #expect(Set(group.map { EnglishStemmer.stem(Array($0.utf8)) }).count == 1)
        }
    }

    @Test(arguments: ["", "a", "is", "x86", "naïve", "RFC"]) func othersStayAsTheyAre(_ word: String) {
        #expect(EnglishStemmer.stem(Array(word.utf8)) == Array(word.utf8))
    }

    /// The index looks at two bytes before it stems.
    @Test func theFirstTwoLettersNeverChange() {
        var random = SeededWords(seed: 5)
        for _ in 0..<20_000 {
            let word = random.word()
            #expect(EnglishStemmer.stem(word).prefix(2) == word.prefix(2))
        }
    }
}

/// Words of random letters, with suffixes that a stemmer works on.
private struct SeededWords {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    mutating func word() -> [UInt8] {
        let suffixes = ["", "s", "ies", "ed", "ing", "ational", "fulness", "iviti", "ement", "ion", "e", "ll", "y"]
        let letters = (0..<Int.random(in: 2...5, using: &random)).map { _ in
            UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &random)
        }
        return letters + Array(suffixes[Int.random(in: suffixes.indices, using: &random)].utf8)
    }
}
