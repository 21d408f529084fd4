import Testing

@testable import AgentAdapters

@Suite("What a question wants")
struct IntentTests {
    private func intents(_ question: String, after previous: String? = nil) -> [Intent] {
        Intent.all(in: question, after: previous)
    }

    @Test(
        "the time",
        arguments: [
            "What time is it?", "what's the current date", "What is today's date?", "what day is it today", "time now?",
            "Tell me the time", "what's the time", "Which year is it?", "What is the date today?",
        ])
    func time(question: String) {
        #expect(intents(question) == [.tellTime])
    }

    @Test(
        "something from the documents",
        arguments: [
            "What is the default timeout?", "When was version 2 released?", "What date format do events use?",
            "How do I list the registered tools?", "Which files mention TLS?", "What is the purpose of the router?",
            "What does this project do about retries?", "How often is the time synchronised?",
            "read timeout", "What does 24/7 mean in the guide?",
        ])
    func search(question: String) {
        #expect(intents(question) == [.search(query: question)])
    }

    @Test("something from a file that is named")
    func searchInFile() {
        let question = "What does README.md say about tests?"
        #expect(intents(question) == [.search(query: question, path: "README.md")])
        let two = "What do a.md and b.md say about tests?"
        #expect(intents(two) == [.search(query: two)])
    }

    @Test(
        "files",
        arguments: [
            ("list the files", Intent.list(folder: nil)), ("What files are there?", .list(folder: nil)),
            ("Please list all files in docs/api", .list(folder: "docs/api")), ("ls", .list(folder: nil)),
            ("show me the files in the workspace", .list(folder: nil)),
            ("Which documents are available?", .list(folder: nil)),
            ("read README.md", .read(path: "README.md")),
            ("Show me the file docs/guide.md.", .read(path: "docs/guide.md")),
            ("Summarize docs/a.md", .summarize(path: "docs/a.md")),
            ("What is docs/a.md about?", .summarize(path: "docs/a.md")),
            ("What is this project about?", .summarize(path: "README.md")),
            ("summarise the repository", .summarize(path: "README.md")),
            ("cat Package.swift", .read(path: "Package.swift")), ("Can you open `notes/a b`?", .read(path: "notes/a")),
        ])
    func files(question: String, intent: Intent) {
        if question.contains("a b") {
            // A path with a blank cannot be told from a path and a word, so it is looked for.
            #expect(intents(question) != [intent])
        } else {
            #expect(intents(question) == [intent])
        }
    }

    @Test("several things at once")
    func several() {
        #expect(
            intents("What is 17*23, and which port does the server listen on?") == [
                .compute(.init(asked: "17*23", expression: "17*23")),
                .search(query: "which port does the server listen on?"),
            ])
        #expect(intents("What is 2+2 rounded to two decimals?") == [.compute(.init(asked: "2+2", expression: "2+2"))])
        #expect(
            intents("What is the date today and who wrote the style guide?") == [
                .tellTime, .search(query: "What is the date today and who wrote the style guide?"),
            ])
    }

    @Test("a follow-up is read together with the question before")
    func followUps() {
        let previous = "What is the default port of the gateway?"
        #expect(intents("Why?", after: previous) == [.search(query: "Why? default port gateway")])
        #expect(
            intents("and its timeout?", after: previous) == [.search(query: "and its timeout? default port gateway")])
        #expect(
            intents("Who wrote the changelog file?", after: previous) == [
                .search(query: "Who wrote the changelog file?")
            ])
        #expect(intents("What is 2*3?", after: previous) == [.compute(.init(asked: "2*3", expression: "2*3"))])
    }
}
