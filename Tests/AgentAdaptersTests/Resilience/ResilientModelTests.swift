import AgentAdapters
import AgentPrimitives
import Synchronization
import Testing

struct ResilientModelTests {
    private let request = ModelRequest(model: "m", messages: [.user("hi")])
    private let busy = FakeModel.Step.fail(ModelError(.overloaded, "busy"))

    private func model(
        _ first: FakeModel, fallbacks: [FakeModel] = [], _ options: ResilienceOptions = ResilienceOptions(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }
    ) -> ResilientModel {
        var options = options
        if options.hedgeDelay == nil {
            options.firstEventTimeout = nil
            options.idleTimeout = nil
        }
        return ResilientModel(
            first.registration(), fallbacks: fallbacks.map { $0.registration() }, options: options,
            random: SeededRandomSource(seed: 1), pause: pause)
    }

    @Test func `A passing failure is not seen`() async throws {
        let keeper = EventKeeper()
        let fake = FakeModel([[.batch([.started(id: "a", model: "m")]), busy], [FakeModel.saying("ok")]])
        try await model(fake).stream(request, deliver: keeper.sink)
        #expect(keeper.text == "ok")
        #expect(keeper.events.count { if case .started = $0 { true } else { false } } == 1)
    }

    @Test func `After a visible part the failure stands, and no other model is asked`() async {
        let keeper = EventKeeper()
        let begun: [ModelEvent] = [.started(id: "a", model: "m"), .blockStarted(index: 0, kind: .text)]
        let fake = FakeModel([[.batch(begun), busy], [FakeModel.saying("again")]])
        let other = FakeModel([[FakeModel.saying("other")]])
        await #expect(throws: ModelError.self) {
            try await model(fake, fallbacks: [other]).stream(request, deliver: keeper.sink)
        }
        #expect(keeper.events == begun)
        #expect(other.requests.isEmpty)
    }

    @Test func `The next model answers where the first does not`() async throws {
        let keeper = EventKeeper()
        let fake = FakeModel([[busy], [busy], [busy]])
        let other = FakeModel([[FakeModel.saying("other")]])
        try await model(fake, fallbacks: [other]).stream(request, deliver: keeper.sink)
        #expect(keeper.text == "other")
        #expect(fake.requests.count == 3)
    }

    @Test func `A request that is wrong is wrong everywhere`() async {
        let fake = FakeModel([[.fail(ModelError(.invalidRequest, "no"))]])
        let other = FakeModel([[FakeModel.saying("other")]])
        await #expect(throws: ModelError(.invalidRequest, "no")) {
            try await model(fake, fallbacks: [other]).stream(request, deliver: EventKeeper().sink)
        }
        #expect(other.requests.isEmpty)
    }

    @Test func `An upstream that keeps failing is left alone`() async {
        var options = ResilienceOptions()
        options.retry = .never
        options.breaker.failureLimit = 2
        let fake = FakeModel([[busy], [busy], [FakeModel.saying("never asked")]])
        let model = model(fake, options)
        for _ in 0..<3 { try? await model.stream(request, deliver: EventKeeper().sink) }
        #expect(fake.requests.count == 2)
    }

    @Test func `A model that says nothing for too long is cancelled`() async {
        var options = ResilienceOptions()
        options.retry = .never
        options.firstEventTimeout = .seconds(1)
        let fake = FakeModel([[.hang]])
        let model = ResilientModel(fake.registration(), options: options, pause: { _ in })
        let error = await #expect(throws: ModelError.self) {
            try await model.stream(request, deliver: EventKeeper().sink)
        }
        #expect(error?.code == .timedOut)
        #expect(fake.cancelled.load(ordering: .relaxed) == 1)
    }

    @Test func `With hedging the call that answers counts, and the other is cancelled`() async throws {
        var options = ResilienceOptions()
        options.hedgeDelay = .seconds(1)
        options.firstEventTimeout = nil
        options.idleTimeout = nil
        let keeper = EventKeeper()
        let fake = FakeModel([[.hang], [FakeModel.saying("second")]])
        let started = fake
        let model = ResilientModel(
            fake.registration(), options: options,
            pause: { _ in
                // The first call is under way before the second one begins.
                while started.requests.isEmpty { await Task.yield() }
            })
        try await model.stream(request, deliver: keeper.sink)
        #expect(keeper.text == "second")
        #expect(fake.cancelled.load(ordering: .relaxed) == 1)
    }
}
