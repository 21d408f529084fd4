import AgentPrimitives
import AgentTools

/// Has an argument of every kind.
struct Everything: Tool {
    enum Order: String, CaseIterable, ParameterValue {
        case ascending, descending
    }

    struct Window: ParameterGroup {
        @Parameter("First.", range: 1...100) var start: Int = 1
        @Parameter("Name.") var label: String
    }

    static let name = "everything"
    static let summary = "Gives all its arguments back."
    static let effect = EffectClass.compute
    static let idempotency = Idempotency.pure

    @Parameter("A text.") var text: String
    @Parameter("Lines.", range: 1...5000) var lineCount: Int = 200
    @Parameter("A byte.") var maxURLSize: UInt8
    @Parameter("A share.", range: 0...1) var ratio: Double = 0.5
    @Parameter("Whether.") var isDeep: Bool = false
    @Parameter("Which way.") var order: Order = .ascending
    @Parameter("A unit.", allowed: ["mm", "cm"]) var unit: String = "mm"
    @Parameter("May be left out.") var note: String?
    @Parameter("May be left out.", range: 1...9) var level: Int?
    @Parameter("Labels.") var tags: [String] = []
    @Parameter("A part.") var window: Window
    @Parameter("Free form.") var extra: JSONValue

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        .text(
            """
            \(text) \(lineCount) \(maxURLSize) \(ratio) \(isDeep) \(order) \(unit) \(note ?? "-") \
            \(level.map(String.init) ?? "-") \(tags) \(window.start) \(window.label) \(extra)
            """)
    }
}
