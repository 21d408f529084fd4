import Testing

@testable import AgentKernel

@Suite("TaskGraph")
struct TaskGraphTests {
    @Test("a cycle is refused and spelled out")
    func cycle() {
        let error = #expect(throws: KernelError.self) {
            try TaskGraph([
                PlanStep(id: "a"),
                PlanStep(id: "b", dependencies: ["a", "d"]),
                PlanStep(id: "c", dependencies: ["b"]),
                PlanStep(id: "d", dependencies: ["c"]),
            ])
        }
        #expect(error?.code == .invalidGraph)
        #expect(error?.message.contains("b → d → c → b") == true)
    }

    @Test("a step that waits for itself is a cycle")
    func selfCycle() {
        let error = #expect(throws: KernelError.self) { try TaskGraph([PlanStep(id: "a", dependencies: ["a"])]) }
        #expect(error?.message.contains("a → a") == true)
    }

    @Test("unknown dependencies and repeated names are refused by name")
    func names() {
        let unknown = #expect(throws: KernelError.self) { try TaskGraph([PlanStep(id: "a", dependencies: ["x"])]) }
        #expect(unknown?.message.contains("'x'") == true)
        let repeated = #expect(throws: KernelError.self) { try TaskGraph([PlanStep(id: "a"), PlanStep(id: "a")]) }
        #expect(repeated?.message.contains("'a' stands twice") == true)
    }

    @Test("steps are ready in the order of the graph once their dependencies are done")
    func ready() throws {
        let graph = try TaskGraph([
            PlanStep(id: "last", dependencies: ["left", "right"]), PlanStep(id: "right"), PlanStep(id: "left"),
        ])
        #expect(graph.ready(after: []).map(\.id) == ["right", "left"])
        #expect(graph.ready(after: ["right"]).map(\.id) == ["left"])
        #expect(graph.ready(after: ["right", "left"]).map(\.id) == ["last"])
    }

    @Test("a chain of 20,000 steps is checked without deep recursion")
    func longChain() throws {
        let steps = (0..<20_000).map { PlanStep(id: "\($0)", dependencies: $0 == 0 ? [] : ["\($0 - 1)"]) }
        #expect(try TaskGraph(steps).steps.count == 20_000)
    }
}
