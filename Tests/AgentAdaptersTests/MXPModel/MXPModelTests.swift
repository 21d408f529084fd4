import AgentAdapters
import AgentPrimitives
import AgentWire
import Synchronization
import Testing

struct MXPModelTests {
    private let request = ModelRequest(model: "m", system: "s", messages: [.user("hi")])

    private func withServer(
        _ model: FakeModel, _ body: (MXPModelAdapter) async throws -> Void
    ) async throws {
        let (near, far) = InProcessTransport<MXPMessage>.pair()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await MXPModelServer(model.registration("m")).serve(far) }
            try await body(MXPModelAdapter(provider: "peer") { near })
            near.close()
            try await tasks.waitForAll()
        }
    }

    @Test func `A model of another agent answers as if it were here`() async throws {
        let keeper = EventKeeper()
        let model = FakeModel([[FakeModel.saying("hello")]])
        try await withServer(model) { try await $0.stream(request, deliver: keeper.sink) }
        #expect(keeper.text == "hello")
        #expect(model.requests == [request])
    }

    @Test func `A failure keeps its kind, its wait and what came before it`() async throws {
        let keeper = EventKeeper()
        let error = ModelError(.rateLimited, "slow down", retryAfter: .milliseconds(1500), status: 429)
        let model = FakeModel([[.batch([.started(id: "1", model: "m")]), .fail(error)]])
        try await withServer(model) { adapter in
            await #expect(throws: error) { try await adapter.stream(request, deliver: keeper.sink) }
        }
        #expect(keeper.events == [.started(id: "1", model: "m")])
    }

    @Test func `An answer that breaks off is an error`() async throws {
        let (near, far) = InProcessTransport<MXPMessage>.pair()
        let adapter = MXPModelAdapter(provider: "peer") { near }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                let call = try #require(try await far.receive())
                try await far.send(MXPMessage(type: .streamClose, messageID: call.messageID, traceID: call.traceID))
                far.close()
            }
            let error = await #expect(throws: ModelError.self) {
                try await adapter.stream(request, deliver: EventKeeper().sink)
            }
            #expect(error?.code == .malformedResponse)
            try await tasks.waitForAll()
        }
    }

    @Test func `Cancelling the caller cancels the model`() async throws {
        let model = FakeModel([[.batch([.started(id: "1", model: "m")]), .hang]])
        try await withServer(model) { adapter in
            await withTaskGroup(of: Void.self) { tasks in
                let (begun, begin) = AsyncStream.makeStream(of: Void.self)
                tasks.addTask { [request] in try? await adapter.stream(request) { _ in begin.finish() } }
                for await _ in begun {}
                tasks.cancelAll()
            }
        }
        #expect(model.cancelled.load(ordering: .relaxed) == 1)
    }
}
