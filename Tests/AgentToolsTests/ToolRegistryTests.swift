import AgentPrimitives
import AgentTools
import Testing

@Suite struct ToolRegistryTests {
    private struct Misnamed: Tool {
        static let name = "no spaces"
        static let summary = ""
        func call(_ context: ToolExecutionContext) async throws -> ToolOutput { .text("") }
    }

    private struct Doubled: Tool {
        static let name = "doubled"
        static let summary = ""
        @Parameter("One.") var lineCount: Int = 1
        @Parameter("The other.") var line_count: Int = 1
        func call(_ context: ToolExecutionContext) async throws -> ToolOutput { .text("") }
    }

    @Test("Tools keep the order in which they were registered")
    func order() throws {
        var registry = try ToolRegistry([CalculatorTool(), ClockNowTool()])
        try registry.register(Echo())
        #expect(registry.descriptors.map(\.name) == ["calc", "clock.now", "echo"])
        let calc = try registry.descriptor(of: "calc")
        #expect(calc.effect == .compute)
        #expect(calc.idempotency == .pure)
        #expect(calc.requiredCapabilities.isEmpty)
        #expect(calc.inputSchema["required"] == ["expression"])
    }

    @Test("A tool declares nothing and gets the most careful settings")
    func careful() throws {
        struct Plain: Tool {
            static let name = "plain"
            static let summary = "Does something."
            func call(_ context: ToolExecutionContext) async throws -> ToolOutput { .text("") }
        }
        let descriptor = try ToolRegistry([Plain()]).descriptor(of: "plain")
        #expect(descriptor.effect == .external)
        #expect(descriptor.idempotency == .unsafe)
    }

    @Test func duplicate() {
        let error = #expect(throws: ToolError.self) { try ToolRegistry([Echo(), Echo()]) }
        #expect(error?.code == .duplicateTool)
    }

    @Test func invalid() {
        #expect(#expect(throws: ToolError.self) { try ToolRegistry([Misnamed()]) }?.code == .invalidTool)
        #expect(#expect(throws: ToolError.self) { try ToolRegistry([Doubled()]) }?.code == .invalidTool)
    }

    @Test("An unknown name gets the nearest, or the list")
    func lookup() throws {
        let registry = try ToolRegistry([CalculatorTool(), ClockNowTool()])
        let near = #expect(throws: ToolError.self) { try registry.descriptor(of: "cacl") }
        #expect(near?.message == #"expected the name of a tool, found "cacl"; did you mean calc?"#)
        let far = #expect(throws: ToolError.self) { try registry.descriptor(of: "sendmail") }
        #expect(far?.message == #"expected the name of a tool, found "sendmail"; there are calc, clock.now"#)
    }
}
