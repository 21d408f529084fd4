import Testing

@testable import AgentKernel

@Suite("Lifecycle")
struct LifecycleTests {
    /// The transition table of the MXP agents SDK; what is not listed is refused.
    static let table: [Lifecycle.State: [Lifecycle.Event: Lifecycle.State]] = [
        .initializing: [.boot: .ready, .abort: .terminated],
        .ready: [.activate: .active, .retire: .retiring, .abort: .terminated],
        .active: [.suspend: .suspended, .retire: .retiring, .abort: .terminated],
        .suspended: [.resume: .active, .retire: .retiring, .abort: .terminated],
        .retiring: [.terminate: .terminated, .abort: .terminated],
        .terminated: [.terminate: .terminated, .abort: .terminated],
    ]

    /// Events that lead from the start to each state.
    static let paths: [Lifecycle.State: [Lifecycle.Event]] = [
        .initializing: [],
        .ready: [.boot],
        .active: [.boot, .activate],
        .suspended: [.boot, .activate, .suspend],
        .retiring: [.boot, .retire],
        .terminated: [.abort],
    ]

    @Test("every state takes exactly the events of the table", arguments: Lifecycle.State.allCases)
    func transitions(from state: Lifecycle.State) throws {
        for event in Lifecycle.Event.allCases {
            var lifecycle = Lifecycle()
            for step in try #require(Self.paths[state]) { try lifecycle.apply(step) }
            #expect(lifecycle.state == state)
            if let next = Self.table[state]?[event] {
                #expect(try lifecycle.apply(event) == next)
            } else {
                let error = #expect(throws: KernelError.self) { try lifecycle.apply(event) }
                #expect(error?.code == .invalidTransition)
                #expect(lifecycle.state == state)
            }
        }
    }

    @Test("a refusal names the state, the event and what would be legal")
    func message() {
        var lifecycle = Lifecycle()
        let error = #expect(throws: KernelError.self) { try lifecycle.apply(.suspend) }
        #expect(error?.message == "An agent in state Init takes boot, abort; found suspend.")
    }
}
