import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Excerpts of foreign text")
struct ExcerptTests {
    @Test("are one line without control characters")
    func oneLine() {
        #expect(Excerpt.of("  a\r\n\tb\u{1B}[31mc \u{85}d ") == "a b [31mc d")
        #expect(Excerpt.of("") == "")
    }

    @Test("are bounded")
    func bounded() {
        #expect(Excerpt.of(String(repeating: "ä", count: 1000)) == String(repeating: "ä", count: 300) + "…")
    }

    @Test(
        "of pages are the title, else the text",
        arguments: [
            ("<html><head><TITLE lang=en>Bad\nGateway</title>", "Bad Gateway"), ("<p>No <b>title</b></p>", "No title"),
            ("<title></title><h1>Down</h1>", "Down"), ("<title>open", "open"), ("plain", "plain"),
        ])
    func pages(page: String, text: String) {
        #expect(Excerpt.of(page: page) == text)
    }

    @Test("show no key, nor the beginning of one that the cut left")
    func keys() {
        let key = Secret("sk-0123456789abcdef")
        for message in ["denied sk-0123456789abcdef", "denied sk-0123456789ab…", "sk-01234567 and sk-0123456789abcdef"]
        {
            #expect(!ModelError(.authentication, message).hiding(key).message.contains("0123"))
        }
    }
}
