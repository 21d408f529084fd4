extension Scaffold {
    /// The files in which the templates differ from each other and no other file has a part.
    var templateFiles: [(path: String, contents: String)] {
        switch template {
        case .assistant:
            [("Tests/AssistantTests/AssistantTests.swift", Self.assistantTests)]
        case .tools:
            [
                ("Sources/Assistant/StockLookup.swift", Self.stockLookup),
                ("Sources/Assistant/OrderPlace.swift", Self.orderPlace),
                ("Tests/AssistantTests/ToolTests.swift", Self.toolTests),
            ]
        }
    }

    var program: String {
        let direct = """
            // One tool through the gate, without a model: --call stock.lookup '{"item": "red paint"}'
            if words.count == 3, words[0] == "--call" {
                let reply = try await builder.callTool(words[1], arguments: JSONValue(parsing: words[2]))
                print(reply.outcome)
                exit(0)
            }


            """
        return """
            \(Self.imports("AgentRuntime", "Assistant", "Foundation"))

            let builder = Assistant.builder(folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
            let words = Array(CommandLine.arguments.dropFirst())

            \(template == .tools ? direct : "")\
            let question = words.isEmpty ? "How long can a tool be borrowed?" : words.joined(separator: " ")
            let reply = try await builder.run { agent in
                print("\\(question)\\n(\\(agent.model.name), because \\(agent.model.reason))\\n")
                return try await agent.ask(question) { text in print(text, terminator: "") }
            }
            print("\\n\\n\\(reply.outcome.status), session \\(reply.session). \\(reply.outcome.reason)")

            """
    }

    var configuration: String {
        let order = """
            ,
                  {"tool": "order.place", "verdict": "escalate", "approvers": ["shop"], "reason": "a person confirms orders"}
            """
        return """
            {
              "agent": {
                "name": "\(name.text)",
                "instructions": "You answer questions about the workshop. Look things up before you answer, and cite path:line."
              },
              "limits": {"max_steps": 8, "max_tokens": 100000},
              "policy": {
                "rules": [
                  {"effect": "compute", "verdict": "allow"},
                  {"effect": "read", "verdict": "allow"},
                  {"model": "*", "verdict": "allow"},
                  {"memory": "*", "verdict": "allow"}\(template == .tools ? order : "")
                ],
                "default": "deny"
              }
            }

            """
    }

    var readme: String {
        let note =
            sdk == .unknown
            ? """

            **First set the address of the SDK:** `Package.swift` says `\(SDKLocation.placeholder)`, which stands in for yours.

            """ : ""
        let tools = """

            ## Tools

            `StockLookup` reads. `OrderPlace` reaches out of the machine, so the policy in `.agent/agent.json` has a person confirm it.
            Try them without a model:

            ```
            swift run \(name.text) --call stock.lookup '{"item": "red paint"}'
            swift run \(name.text) --call order.place '{"item": "red paint", "cans": 2}'
            ```

            """
        return """
            # \(name.text)

            An agent that answers questions about the documents in `docs`.
            \(note)
            ```
            swift run \(name.text)                     # a first question
            swift run \(name.text) "your question"
            swift test
            ```

            Without a model it quotes the documents. Set `OPENAI_API_KEY`, run a model server such as Ollama on this machine, or list models in
            `.agent/agent.json`, and it writes answers of its own.

            | file | holds |
            |---|---|
            | `Sources/Assistant` | the agent: its folder, its tools |
            | `Sources/\(name.text)` | the program |
            | `.agent/agent.json` | instructions, limits and the policy: what may be done, and what is denied |
            | `docs` | what it reads |
            | `Tests` | what it must do; no model and no network needed |
            \(template == .tools ? tools : "")
            Every turn is recorded in `.agent/sessions.sqlite`: see `agent-cli sessions`, `agent-cli inspect SESSION` and `agent-cli replay SESSION`.

            """
    }

    private static let assistantTests = """
        \(Self.imports("AgentRuntime", "Assistant", "Foundation", "Testing"))

        @Suite struct AssistantTests {
            private var builder: AgentBuilder {
                let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent()
                var builder = Assistant.builder(folder: package)
                // Deterministic and offline; recorded in a folder of the test's own.
                builder.model = ExtractiveModel.registration
                builder.stateFolder = FileManager.default.temporaryDirectory.appendingPathComponent("\\(UUID())").path
                return builder
            }

            @Test func citesTheDocuments() async throws {
                let reply = try await builder.run { agent in
                    try await agent.ask("How long can a tool be borrowed?")
                }
                #expect(reply.outcome.status == .completed)
                #expect(reply.text.contains("three days"))
                #expect(reply.text.contains("handbook.md:5"))
            }

            @Test func replaysWhatItRecorded() async throws {
                let (recorded, replayed) = try await builder.run { agent in
                    let reply = try await agent.ask("When is the workshop closed?")
                    let events = try await agent.archive.events(of: reply.session)
                    return (UInt64(events.count), try await agent.archive.replay(reply.session).events)
                }
                #expect(recorded == replayed)
            }
        }

        """
}
