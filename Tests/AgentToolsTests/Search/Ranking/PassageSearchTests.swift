import Testing

@testable import AgentTools

@Suite struct PassageSearchTests {
    private func passages(_ question: String, in files: [(String, String)], limit: Int = 5) throws -> [Passage] {
        var search = PassageSearch(question)
        for (path, text) in files {
            let isWhole = search.add(path: path, bytes: Array(text.utf8))
            #expect(isWhole)
        }
        return try search.best(limit)
    }

    /// Questions over a small handbook, and the text that the best passage must hold.
    @Test(arguments: [
        ("When was the company founded?", "The company was founded in 2011"),
        ("How many days of annual leave do I get?", "27 days of paid annual leave"),
        ("From which day do I need a doctor's note?", "A doctor's note is needed from the third day"),
        ("How many weeks of leave does the partner get?", "| partner | 6 |"),
        ("How much may a hotel cost in London?", "Hotel: at most 160 euros"),
        ("What is the mileage rate for using a private car?", "Private car: 0.23 euros"),
        ("Until when must receipts be handed in?", "Hand in receipts within 30 days"),
        ("How quickly must a SEV-1 be acknowledged?", "A SEV-1 must be acknowledged within 5 minutes"),
        ("What is the threshold of the QueueBacklog alert?", "| QueueBacklog | more than 12,000"),
        ("How do I fail over to the standby region?", "Run `fleetctl failover"),
        ("How long are backups kept?", "backups are kept for 35 days"),
        ("On which port does the database listen?", "port: 5433"),
        ("What is the visibility timeout of the queue?", "visibility_timeout: 45s"),
        ("What is the payload of Heron 3?", "| payload | 400 kg | 650 kg |"),
        ("How fast is the Heron robot?", "| top speed | 1.8 m/s"),
        ("What does a charger rack cost?", "Charger rack (six bays),NW-C600,8200"),
        ("What is the delivery time of Heron 3?", "Heron 3,NW-3000,31500,10"),
    ])
    func theAnswerComesFirst(_ question: String, _ answer: String) throws {
        let first = try #require(try passages(question, in: Handbook.files).first)
        #expect(first.text.contains(answer), "\(first.path):\(first.startLine) \(first.text)")
        #expect(first.endLine - first.startLine < 3)
    }

    @Test func placesHeadingsAndTerms() throws {
        let first = try #require(try passages("weeks of leave for the partner", in: Handbook.files).first)
        #expect(first.path == "policies/leave.md")
        #expect(first.startLine == first.endLine)
        #expect(first.context == ["Leave", "Parental leave", "who | weeks | pay"])
        #expect(first.matched == ["weeks", "partner"])
        #expect(first.coverage > 0.9)
    }

    @Test func dataComesWithWhatEnclosesIt() throws {
        let first = try #require(try passages("How many workers does the dispatcher have?", in: Handbook.files).first)
        #expect(first.text.contains("workers: 24"))
        #expect(first.context == ["dispatcher"])
        #expect(first.coverage > 0.9)
    }

    @Test func rareWordsCountMore() throws {
        let common = (0..<20).map { "Line \($0) speaks of pumps." }.joined(separator: "\n\n")
        let found = try passages("pumps gasket", in: [("a.txt", common), ("b.txt", "The gasket is red.")])
        #expect(found.first?.path == "b.txt")
    }

    @Test func wordsSideBySideBeatScatteredOnes() throws {
        let text = "The store keeps an event for a log.\n\nThe event log is a chain.\n"
        #expect(try passages("event log", in: [("a.md", text)]).first?.startLine == 3)
    }

    @Test func wholeIdentifiersBeatTheirParts() throws {
        let text = "The maximum of output.\n\nSet max_output_tokens to 5.\n\nTokens are counted.\n"
        for spelling in ["max_output_tokens", "maxOutputTokens"] {
            #expect(try passages(spelling, in: [("a.md", text)]).first?.startLine == 3)
        }
    }

    @Test func codeAndContentsStepBack() throws {
        let text = """
            * [Install the pump](#install-the-pump)

            ## Install the pump

            Bolt the pump to the floor.

            ```
            install pump
            ```
            """
        #expect(try passages("How do I install the pump?", in: [("a.md", text)]).first?.text.contains("Bolt") == true)
    }

    @Test func proseComesBeforeProgramsAndTheirTests() throws {
        let code = "let pumpInterval = 300 // pump interval\n"
        let files = [
            ("Sources/Pump.swift", code), ("Tests/PumpTests.swift", code + code),
            ("docs/pump.md", "The pump is greased at an interval of 300 hours.\n"),
        ]
        let found = try passages("What is the interval of the pump?", in: files)
        #expect(found.map(\.path) == ["docs/pump.md", "Sources/Pump.swift", "Tests/PumpTests.swift"])
    }

    @Test func aQuotedQuestionIsNoAnswer() throws {
        let question = "How often is the pump greased?"
        let text = "Run `ask \"\(question)\"` to try it.\n\nGrease it every week; the pump needs that.\n"
        #expect(try passages(question, in: [("a.md", text)]).first?.startLine == 3)
        let answers = "## \(question)\n\nEvery week.\n"
        #expect(try passages(question, in: [("a.md", answers)]).first?.text.contains("Every week") == true)
    }

    @Test func longParagraphsGiveThreeLines() throws {
        let lines = (1...12).map { $0 == 7 ? "the gasket is replaced every year" : "line \($0) of the paragraph" }
        let first = try #require(try passages("gasket", in: [("a.md", lines.joined(separator: "\n"))]).first)
        #expect(first.endLine - first.startLine == 2)
        #expect((first.startLine...first.endLine).contains(7))
    }

    @Test func passagesDoNotOverlapOrRepeat() throws {
        let text = (0..<30).map { _ in "pump gasket valve" }.joined(separator: "\n")
        let found = try passages("pump", in: [("a.md", text), ("b.md", text)], limit: 10)
        #expect(found.count == 1)
        let numbered = (0..<30).map { "pump \($0)" }.joined(separator: "\n")
        let windows = try passages("pump", in: [("a.md", numbered)], limit: 10).map { $0.startLine...$0.endLine }
        #expect(windows.count == 10)
        for (index, window) in windows.enumerated() {
            #expect(windows.dropFirst(index + 1).allSatisfy { !$0.overlaps(window) })
        }
    }

    @Test func equalScoresComeInTheOrderOfPlace() throws {
        let found = try passages("pump", in: [("b.md", "pump one"), ("a.md", "pump two"), ("c.md", "pump six")])
        #expect(found.map(\.path) == ["a.md", "b.md", "c.md"])
    }

    @Test func theOrderOfFilesDoesNotMatter() throws {
        for question in ["How long are backups kept?", "robot", "leave weeks"] {
            let forward = try passages(question, in: Handbook.files, limit: 20)
            let backward = try passages(question, in: Handbook.files.reversed(), limit: 20)
            #expect(forward.map(\.path) == backward.map(\.path))
            #expect(forward.map(\.score) == backward.map(\.score))
        }
    }

    @Test func missingWordsAreTold() throws {
        var search = PassageSearch("price of xylophones and fs.write")
        _ = search.add(path: "a.md", bytes: Array("The price is high. Write it down.".utf8))
        #expect(search.missingTerms == ["xylophones", "fs"])
        let found = try search.best(5)
        #expect(found.first.map { $0.coverage < 0.6 } == true)
    }

    @Test func hugeLinesAreQuotedAroundTheMatch() throws {
        let filler = String(repeating: "é and ", count: 100_000)
        let found = try passages("gasket", in: [("min.json", filler + "the gasket " + filler)])
        let text = try #require(found.first?.text)
        #expect(text.utf8.count < 2100)
        #expect(text.contains("gasket"))
        #expect(text.hasPrefix("…") && text.hasSuffix("…"))
        #expect(!text.unicodeScalars.contains("\u{FFFD}"))
    }

    @Test func linesBeyondTheLimitAreTold() {
        var search = PassageSearch("pump")
        let text = [UInt8](repeating: UInt8(ascii: "\n"), count: ScannedText.maximumLines + 10)
        let isWhole = search.add(path: "a.txt", bytes: text)
        #expect(!isWhole)
    }

    @Test func htmlIsReadWithoutItsTags() throws {
        let html = "<html><body>\n<h1>Pumps</h1>\n<p>The <b>gasket</b> is\nred.</p>\n</body></html>\n"
        let first = try #require(try passages("colour of the gasket", in: [("a.html", html)]).first)
        #expect(first.text.contains("The gasket is\nred."))
        #expect(first.context == ["Pumps"])
        #expect((first.startLine...first.endLine).contains(3))
    }
}
