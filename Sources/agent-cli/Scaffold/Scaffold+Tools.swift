extension Scaffold {
    static let stockLookup = """
        \(Self.imports("AgentRuntime"))

        /// Tells how much of an item is in stock; stands for any system of yours that a model may ask.
        public struct StockLookup: Tool {
            public static let name = "stock.lookup"
            public static let summary = "Tells how many cans of an item are in stock."
            public static let effect = EffectClass.read
            public static let idempotency = Idempotency.pure

            @Parameter("The item, such as red paint.") var item: String

            private let stock = ["red paint": 4, "blue paint": 0]

            public init() {}

            public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
                guard let cans = stock[item.lowercased()] else { return .failure("There is no item '\\(item)'.") }
                return .json(["item": .string(item), "cans": .int(cans)])
            }
        }

        """

    static let orderPlace = """
        \(Self.imports("AgentRuntime"))

        /// Orders from a supplier; what leaves the machine waits for a person, as the policy says.
        public struct OrderPlace: Tool {
            public static let name = "order.place"
            public static let summary = "Orders cans of an item from the supplier."
            public static let effect = EffectClass.external
            public static let idempotency = Idempotency.keyed

            @Parameter("The item, such as red paint.") var item: String
            @Parameter("How many cans.", range: 1...50) var cans: Int = 1

            public init() {}

            public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
                // Call the supplier here, with context.origin.idempotencyKey, by which it can drop a repeat.
                .json(["item": .string(item), "cans": .int(cans), "order": .string(context.origin.idempotencyKey)])
            }
        }

        """

    static let toolTests = """
        \(Self.imports("AgentRuntime", "AgentTesting", "Assistant", "Foundation", "Testing"))

        @Suite struct ToolTests {
            /// The agent with a model that calls one tool and then answers.
            private func builder(calling tool: String, _ arguments: String) -> AgentBuilder {
                let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent()
                let call = ToolCall(id: "call_1", name: tool, argumentsText: arguments)
                let model = ScriptedModel([.toolCalls([call]), .text("Done.")])
                var builder = Assistant.builder(folder: package)
                builder.model = ModelRegistration(
                    name: "scripted", upstreamModel: "scripted", adapter: model, prices: .free)
                builder.stateFolder = FileManager.default.temporaryDirectory.appendingPathComponent("\\(UUID())").path
                return builder
            }

            @Test func looksTheStockUp() async throws {
                let builder = builder(calling: "stock.lookup", #"{"item": "red paint"}"#)
                let (reply, prompts) = try await builder.run { agent in
                    let reply = try await agent.ask("Is there red paint?")
                    return (reply, try await agent.archive.modelRequests(of: reply.session))
                }
                #expect(reply.outcome.status == .completed)
                // The second request hands the tool's result to the model.
                #expect(prompts.last?.request.messages.last?.json.text().contains("cans") == true)
            }

            @Test func ordersWaitForAPerson() async throws {
                let builder = builder(calling: "order.place", #"{"item": "red paint", "cans": 2}"#)
                let reply = try await builder.run { agent in try await agent.ask("Order red paint.") }
                #expect(reply.outcome.status == .awaitingApproval)
            }
        }

        """
}
