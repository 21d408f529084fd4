internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct ExtractiveSummarizerTests {
    private let summarizer = ExtractiveSummarizer()

    @Test func keepsWhatTheRecordsComeBackTo() async {
        let records = [
            MemoryRecord.sample("a", "The deploy failed because the database was locked. It rained."),
            .sample("b", "Somebody asked about lunch.\nThe database was locked again during the deploy!"),
            .sample("c", "The deploy failed because the database was locked. It rained."),
        ]
        let summary = await summarizer.summary(of: records, bytes: 105)
        #expect(
            summary
                == "The deploy failed because the database was locked.\nThe database was locked again during the deploy!"
        )
        #expect(await summarizer.summary(of: records, bytes: 105) == summary)
    }

    @Test func keepsEverythingThatFits() async {
        let records = [MemoryRecord.sample("a", "One. Two?  Three\n\nv1.2 is out.")]
        #expect(await summarizer.summary(of: records, bytes: 1000) == "One.\nTwo?\nThree\nv1.2 is out.")
    }

    @Test(arguments: [0, 1, 2, 3, 7]) func cutsBetweenCharacters(bytes: Int) async {
        let summary = await summarizer.summary(of: [.sample("a", "üüü👩‍👩‍👧 and more")], bytes: bytes)
        #expect(summary.utf8.count <= bytes)
        #expect("üüü".hasPrefix(summary))
    }

    @Test(arguments: ["", " \n ", "...", "\u{0}"]) func takesTextsWithoutWords(text: String) async {
        #expect(await summarizer.summary(of: [.sample("a", text)], bytes: 100).utf8.count <= 100)
    }
}
