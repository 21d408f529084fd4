import AgentPrimitives
import AgentTesting
import Testing

@testable import AgentAdapters

@Suite("The extractive model")
struct ExtractiveModelTests {
    private typealias Conversation = ExtractiveConversation

    @Test("keeps the adapter contract, for calls and for text")
    func contract() async throws {
        var conversation = Conversation("What is 6*7?")
        let calls = try await ModelAdapterContract.check(ExtractiveModel(), with: conversation.request)
        #expect(calls.stopReason == .toolUse)
        _ = conversation.run { _ in ("42", false) }
        conversation.messages.removeLast()
        let text = try await ModelAdapterContract.check(ExtractiveModel(), with: conversation.request)
        #expect(text.message.text == "6*7 = 42")
        #expect(text.stopReason == .endOfTurn)
        #expect(text.usage.outputTokens == 2)
    }

    @Test(
        "computes with the calculator",
        arguments: ["42", #"{"result":42}"#, #"{"expression":"6*7","value":42}"#, #""42""#])
    func computes(result: String) {
        var conversation = Conversation("What is 6*7?")
        #expect(conversation.run { _ in (result, false) } == "6*7 = 42")
        #expect(conversation.calls == [ToolCall(id: "call_1", name: "calc", argumentsText: #"{"expression":"6*7"}"#)])
    }

    @Test("tells the time by the clock")
    func time() {
        var conversation = Conversation("What day is it today?")
        let reading = #"{"time":"2026-01-31T09:30:00.000000Z","epoch_microseconds":1769851800000000}"#
        #expect(conversation.run { _ in (reading, false) } == "It is Saturday, 2026-01-31, 09:30:00 UTC.")
        #expect(conversation.calls == [ToolCall(id: "call_1", name: "clock.now", argumentsText: "{}")])
        var other = Conversation("What time is it?")
        #expect(other.run { _ in ("noon", false) } == "It is noon.")
    }

    @Test("quotes the best passages with their places")
    func quotes() {
        var conversation = Conversation("Which port does the gateway use?")
        let text = conversation.run { _ in
            (
                Conversation.found([
                    ("docs/guide.md", 12, "The gateway listens on the port 8080\nunless told otherwise.", 9),
                    ("docs/guide.md", 13, "unless told otherwise.", 8),
                    ("docs/ports.md", 3, "| gateway | port 8080 |", 7),
                    ("docs/far.md", 3, "A gateway and its port.", 2),
                ]), false
            )
        }
        #expect(
            text == """
                > The gateway listens on the port 8080
                > unless told otherwise.
                docs/guide.md:12-13

                > | gateway | port 8080 |
                docs/ports.md:3
                """)
        #expect(conversation.calls.map(\.name) == ["fs.search"])
        #expect(
            conversation.calls.first?.argumentsText == #"{"query":"Which port does the gateway use?","limit":8}"#)
    }

    @Test("says so when nothing fits, and what it looked for")
    func nothing() {
        var conversation = Conversation("Who won the world cup in 1998?")
        let unrelated = Conversation.found([("a.md", 1, "Hello, world.", 5)], files: 12)
        #expect(
            conversation.run { _ in (unrelated, false) }
                == "I found nothing that answers this in the 12 files of the workspace. I looked for: won, world, cup, 1998."
        )
        var empty = Conversation("gateway port")
        #expect(empty.run { _ in (Conversation.found([], files: 1), false) }.hasPrefix("I found nothing"))
        var wordless = Conversation("What is it?")
        #expect(wordless.run { _ in (Conversation.found([]), false) }.contains("no word that I could look for"))
    }

    @Test("says which tool it lacks")
    func lacksTools() {
        var search = Conversation("Which port?", tools: ["calc"])
        #expect(
            search.run { _ in ("", false) }
                == "I cannot look for an answer in the workspace: the tool fs.search is not offered to me.")
        var calculation = Conversation("What is 6*7?", tools: [])
        #expect(calculation.run { _ in ("", false) } == "I cannot compute 6*7: the tool calc is not offered to me.")
    }

    @Test("reports a denied or failed tool, and answers the rest")
    func failures() {
        var conversation = Conversation("What is 6*7, and which port does the gateway use?")
        let text = conversation.run { call in
            call.name == "calc" ? ("42", false) : ("denied: the policy forbids fs.search", true)
        }
        #expect(
            text == """
                6*7 = 42

                I could not look for an answer in the workspace: fs.search reported: denied: the policy forbids fs.search
                """)
        #expect(conversation.calls.map(\.id) == ["call_1", "call_2"])
        var broken = Conversation("Which port does the gateway use?")
        #expect(
            broken.run { _ in (#"{"passages":[{"pa"#, false) }.hasPrefix("I could not read what fs.search returned"))
        var division = Conversation("What is 1/0?")
        #expect(
            division.run { _ in (#"{"error":{"message":"division by zero"}}"#, true) }
                == "I could not compute 1/0: calc reported: division by zero")
    }

    @Test("reads on where a quotation breaks off")
    func readsOn() {
        var conversation = Conversation("What does the gateway require?")
        let text = conversation.run { call in
            guard call.name == "fs.read" else {
                return (Conversation.found([("a.md", 4, "The gateway requires:", 9)]), false)
            }
            #expect(call.argumentsText == #"{"path":"a.md","start_line":4,"line_count":8}"#)
            return (
                #"{"path":"a.md","start_line":4,"end_line":8,"total_lines":8,"text":"The gateway requires:\n\n- Swift\n- SQLite\n"}"#,
                false
            )
        }
        #expect(text == "> The gateway requires:\n>\n> - Swift\na.md:4-6")
        var heading = Conversation("How is the gateway installed?")
        let under = heading.run { call in
            call.name == "fs.read"
                ? (##"{"path":"a.md","start_line":1,"text":"# Gateway, installed\n\nRun make.\n\nThen wait."}"##, false)
                : (Conversation.found([("a.md", 1, "# Gateway, installed", 9)]), false)
        }
        #expect(under == "> Run make.\na.md:3")
        var code = Conversation("How do I start the gateway?")
        let command = code.run { call in
            call.name == "fs.read"
                ? (
                    #"{"path":"a.md","start_line":3,"text":"Start the gateway:\n\n```sh\nserve --listen :80\n```\n"}"#,
                    false
                )
                : (Conversation.found([("a.md", 3, "Start the gateway:", 9)]), false)
        }
        #expect(command == "> serve --listen :80\na.md:6")
        var denied = Conversation("What does the gateway require?")
        let short = denied.run { call in
            call.name == "fs.read"
                ? ("denied", true) : (Conversation.found([("a.md", 4, "The gateway requires:", 9)]), false)
        }
        #expect(short == "> The gateway requires:\na.md:4")
    }

    @Test("shortens a very long line to what is asked for")
    func longLine() {
        let filler = String(repeating: "Nothing of interest stands here. ", count: 40)
        var conversation = Conversation("Which port does the gateway use?")
        let text = conversation.run { _ in
            (Conversation.found([("a.md", 7, filler + "The gateway uses port 8080. " + filler, 9)]), false)
        }
        #expect(
            text.hasPrefix("> … ") && text.contains(" The gateway uses port 8080. ") && text.hasSuffix(" …\na.md:7"))
        #expect(text.count < 640)
    }

    @Test("shows files on request")
    func files() {
        var read = Conversation("read a.md")
        #expect(
            read.run { _ in
                (#"{"path":"a.md","start_line":1,"end_line":3,"total_lines":3,"text":"One\n\nTwo\n"}"#, false)
            }
                == "a.md, lines 1 to 3 of 3:\n\n> One\n>\n> Two")
        var list = Conversation("list the files")
        #expect(
            list.run { _ in
                (
                    #"{"entries":[{"path":"a.md","kind":"file"},{"path":"b","kind":"directory"}],"truncated":true}"#,
                    false
                )
            } == "- a.md\n- b/\n- and more")
        var missing = Conversation("read nope.md")
        #expect(
            missing.run { _ in ("no such file", true) } == "I could not read nope.md: fs.read reported: no such file")
    }

    @Test("summarizes a file by its first paragraph")
    func summary() {
        var conversation = Conversation("What is this project?")
        let text = conversation.run { _ in
            (
                ##"{"path":"README.md","start_line":1,"text":"---\nkey: x\n---\n# Gate\n\nName\n====\n<!-- c -->\n[![badge](x)](y)\n\nA gateway\nfor models.\n\nMore."}"##,
                false
            )
        }
        #expect(text == "> A gateway\n> for models.\nREADME.md:11-12")
        #expect(conversation.calls.map(\.argumentsText) == [#"{"path":"README.md"}"#])
        var bare = Conversation("Summarize a.md")
        #expect(
            bare.run { _ in (#"{"path":"a.md","text":""}"#, false) }
                == "I found no paragraph that I could quote as a summary.")
    }

    @Test("keeps to the file that a question names, if it is there and has an answer")
    func namedFile() {
        let both = Conversation.found([
            ("docs/a.md", 1, "The gateway port is 1.", 9), ("docs/b.md", 2, "The gateway port is 2.", 8),
        ])
        var named = Conversation("What does docs/b.md say about the gateway port?")
        #expect(named.run { _ in (both, false) } == "> The gateway port is 2.\ndocs/b.md:2")
        #expect(named.calls.map(\.argumentsText).first?.hasSuffix(#""limit":8,"path":"docs/b.md"}"#) == true)
        var missing = Conversation("What does b.md say about the gateway port?")
        let text = missing.run { call in
            call.argumentsText.contains("path") ? ("no such file", true) : (both, false)
        }
        #expect(text == "> The gateway port is 2.\ndocs/b.md:2")
        var empty = Conversation("What does c.md say about the gateway port?")
        let nothing = Conversation.found([])
        #expect(empty.run { call in (nothing, false) }.hasPrefix("I found nothing"))
        #expect(empty.calls.count == 2)
    }

    @Test("gives every call of a conversation its own id")
    func identifiers() {
        var conversation = Conversation("What is 6*7?")
        _ = conversation.run { _ in ("42", false) }
        conversation.messages.append(.user("And 2+2 and 3+3?"))
        _ = conversation.run { _ in ("4", false) }
        #expect(conversation.calls.map(\.id) == ["call_1", "call_2", "call_3"])
    }

    @Test("is a pure function of the request")
    func pure() {
        let request = Conversation("Which port does the gateway use, and what is 2^10?").request
        #expect(ExtractiveModel.answer(to: request) == ExtractiveModel.answer(to: request))
    }

    @Test("stops at the largest answer allowed")
    func limit() throws {
        var conversation = Conversation("read a.md")
        _ = conversation.run { _ in (#"{"path":"a.md","text":"äöü äöü äöü äöü"}"#, false) }
        conversation.messages.removeLast()
        var request = conversation.request
        request.maxOutputTokens = 8
        let events = ExtractiveModel.answer(to: request).flatMap { $0 }
        try ModelAdapterContract.check(events)
        let answer = ModelAnswer(folding: events)
        #expect(answer.stopReason == .outputLimit)
        #expect(answer.message.text.utf8.count <= 32)
        #expect("a.md, lines 1 to 1 of 1:\n\n> äöü äöü äöü äöü".hasPrefix(answer.message.text))
    }

    @Test(
        "takes odd conversations and large prompts",
        arguments: [
            [], [Message.assistant("Hi")], [.system("x")], [.user("")],
            [.user(String(repeating: "word 1+", count: 200_000))],
            [
                .user("x"),
                Message(role: .tool, content: [.toolResult(ToolResult(callID: "?", name: "calc", content: "1"))]),
            ],
            [
                .user("2+2"),
                Message(
                    role: .assistant, content: [.toolCall(ToolCall(id: "a", name: "calc", argumentsText: "{broken"))]),
            ],
        ] as [[Message]])
    func odd(_ messages: [Message]) throws {
        let tools = Conversation("").tools
        let request = ModelRequest(model: ExtractiveModel.name, messages: messages, tools: tools)
        try ModelAdapterContract.check(ExtractiveModel.answer(to: request).flatMap { $0 })
    }
}
