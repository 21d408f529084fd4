import AgentPrimitives
import Testing

@testable import AgentKernel

@Suite("PlanRun")
struct PlanRunTests {
    private let diamond = [
        PlanStep(id: "start", idempotency: .pure),
        PlanStep(id: "left", dependencies: ["start"], idempotency: .keyed),
        PlanStep(id: "right", dependencies: ["start"], idempotency: .unsafe),
        PlanStep(id: "end", dependencies: ["left", "right"]),
    ]

    @Test("independent steps run together and outputs reach those that depend on them")
    func order() throws {
        var plan = PlanRun(graph: try TaskGraph(diamond), concurrency: 4)
        #expect(try plan.apply(.started(diamond)) == [.perform(diamond[0], inputs: [:])])
        #expect(try plan.apply(.stepStarted(id: "start")) == [])
        #expect(
            try plan.apply(.stepFinished(id: "start", output: 1)) == [
                .perform(diamond[1], inputs: ["start": 1]), .perform(diamond[2], inputs: ["start": 1]),
            ])
        #expect(try plan.apply(.stepStarted(id: "left")) == [])
        #expect(try plan.apply(.stepStarted(id: "right")) == [])
        #expect(try plan.apply(.stepFinished(id: "right", output: "r")) == [])
        #expect(
            try plan.apply(.stepFinished(id: "left", output: "l")) == [
                .perform(diamond[3], inputs: ["left": "l", "right": "r"])
            ])
        #expect(try plan.apply(.stepStarted(id: "end")) == [])
        #expect(try plan.apply(.stepFinished(id: "end", output: nil)) == [.finish(succeeded: true)])
        #expect(try plan.apply(.finished(succeeded: true)) == [])
        #expect(plan.ending == .succeeded(["start": 1, "left": "l", "right": "r", "end": nil]))
    }

    @Test("after a failure nothing new starts, and the plan ends once the rest has")
    func failure() throws {
        var plan = PlanRun(graph: try TaskGraph(diamond), concurrency: 4)
        _ = try plan.apply(.started(diamond))
        _ = try plan.apply(.stepStarted(id: "start"))
        _ = try plan.apply(.stepFinished(id: "start", output: 1))
        _ = try plan.apply(.stepStarted(id: "left"))
        _ = try plan.apply(.stepStarted(id: "right"))
        #expect(try plan.apply(.stepFailed(id: "left", message: "broke")) == [])
        #expect(try plan.apply(.stepFinished(id: "right", output: 2)) == [.finish(succeeded: false)])
        _ = try plan.apply(.finished(succeeded: false))
        #expect(plan.ending == .failed(step: "left", message: "broke"))
    }

    @Test("a step that a crash interrupted is repeated only where that is safe")
    func resume() throws {
        var plan = PlanRun(graph: try TaskGraph(diamond), concurrency: 4)
        _ = try plan.apply(.started(diamond))
        _ = try plan.apply(.stepStarted(id: "start"))
        _ = try plan.apply(.stepFinished(id: "start", output: 1))
        _ = try plan.apply(.stepStarted(id: "left"))
        var unsafe = plan
        #expect(
            try plan.apply(.resumed) == [
                .perform(diamond[1], inputs: ["start": 1]), .perform(diamond[2], inputs: ["start": 1]),
            ])
        _ = try unsafe.apply(.stepStarted(id: "right"))
        #expect(try unsafe.apply(.resumed) == [.finish(succeeded: false)])
    }

    @Test("events out of place are refused")
    func outOfPlace() throws {
        var plan = PlanRun(graph: try TaskGraph(diamond), concurrency: 1)
        _ = try plan.apply(.started(diamond))
        #expect(throws: KernelError.self) { try plan.apply(.stepStarted(id: "end")) }
        #expect(throws: KernelError.self) { try plan.apply(.stepFinished(id: "start", output: nil)) }
        #expect(throws: KernelError.self) { try plan.apply(.finished(succeeded: false)) }
    }
}
