import AgentAdapters
import AgentPrimitives
import AgentTesting
import AgentWire
import Synchronization
import Testing

@testable import AgentRouter

@Suite("Router")
struct RouterTests {
    private let context = ModelCallContext(
        agent: AgentID(randomBits: 1, 2), session: SessionID("ses_1"), task: TaskID("task_1"),
        trace: TraceID(rawValue: .max), reservedTokens: 1000, reservedMoney: Money(micros: 5))

    private func router(_ model: ScriptedModel, limits: RouterLimits = RouterLimits()) -> Router {
        let registration = ModelRegistration(name: "scripted", upstreamModel: "up", adapter: model, prices: .free)
        return Router(models: ModelRegistry([registration]), limits: limits)
    }

    private func request(_ model: String = "scripted") -> ModelRequest {
        ModelRequest(model: model, messages: [.user("Hi")], maxOutputTokens: 100)
    }

    @Test("events arrive in order and in their batches; the model sees its upstream name")
    func stream() async throws {
        let model = ScriptedModel([.text("Hello there.")])
        let received = Mutex<[[ModelEvent]]>([])
        try await RouterModelClient(router: router(model)).stream(request(), context: context) { batch in
            received.withLock { $0.append(batch) }
        }
        let batches = received.withLock { $0 }
        #expect(ModelAnswer(folding: batches.joined()).message.text == "Hello there.")
        #expect(batches.count > 1)
        #expect(model.requests.map(\.model) == ["up"])
    }

    @Test("a model's failure reaches the caller with its code, status and delay")
    func failure() async throws {
        let failure = ModelError(.rateLimited, "slow down", retryAfter: .milliseconds(1500), status: 429)
        let client = RouterModelClient(router: router(ScriptedModel([.failure(failure)])))
        let error = await #expect(throws: ModelError.self) {
            try await client.stream(request(), context: context) { _ in }
        }
        #expect(error == failure)
    }

    @Test("an unknown model is named")
    func unknownModel() async throws {
        let client = RouterModelClient(router: router(ScriptedModel([])))
        let error = await #expect(throws: ModelError.self) {
            try await client.stream(request("scriptd"), context: context) { _ in }
        }
        #expect(error?.code == .unknownModel)
        #expect(error?.message.contains("scripted") == true)
    }

    @Test("a call without room in the window is refused before the model is asked")
    func window() async throws {
        var limits = RouterLimits()
        limits.maximumTokens = 999
        let model = ScriptedModel([.text("no")])
        let router = router(model, limits: limits)
        let error = await #expect(throws: ModelError.self) {
            try await RouterModelClient(router: router).stream(request(), context: context) { _ in }
        }
        #expect(error?.code == .windowExceeded)
        #expect(model.requests.isEmpty)
        #expect(await router.statistics.windowsRefused == 1)
    }

    @Test("what the receiver throws ends the stream and comes out again")
    func receiverFails() async throws {
        struct Full: Error {}
        let router = router(ScriptedModel([.text("Hello there."), .text("Again.")]))
        let client = RouterModelClient(router: router)
        await #expect(throws: Full.self) {
            try await client.stream(request(), context: context) { _ in throw Full() }
        }
        try await client.stream(request(), context: context) { _ in }
        #expect(await router.statistics.windowsAdmitted == 2)
    }

    @Test("a stream opened by hand: window confirmed, partial results numbered, final result with usage")
    func frames() async throws {
        let (near, far) = InProcessTransport<ATPFrame>.pair()
        let router = router(ScriptedModel([.text("Hi.")]))
        let frames = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await router.serve(far) }
            try await near.send(opening(content: ["request": request().json]))
            var frames: [ATPFrame] = []
            while let frame = try await near.receive() {
                frames.append(frame)
                if frame.flags.contains(.fin) { break }
            }
            near.close()
            try await group.waitForAll()
            return frames
        }
        #expect(frames.first?.flags.contains(.ack) == true)
        #expect(frames.first?.window.maxTokens == 5000)
        #expect(frames.map(\.messageSequence) == Array(1...UInt64(frames.count)))
        #expect(frames.allSatisfy { $0.ttl == 4 && $0.streamID == "task_1" })
        #expect(frames.last?.payload.type == .finalResult)
        #expect(frames.last?.payload.content["usage"] != nil)
    }

    @Test("a broken question is answered with a reset that says what is wrong")
    func brokenQuestion() async throws {
        let (near, far) = InProcessTransport<ATPFrame>.pair()
        let router = router(ScriptedModel([]))
        let reset = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await router.serve(far) }
            try await near.send(opening(content: ["request": ["model": 7]]))
            let frame = try await near.receive()
            near.close()
            try await group.waitForAll()
            return frame
        }
        #expect(reset?.flags.contains(.rst) == true)
        #expect(reset?.payload.content["code"] == "EPROTO")
        #expect(reset?.payload.content["message"]?.stringValue?.contains("/request/model") == true)
    }

    private func opening(content: JSONValue) -> ATPFrame {
        ATPFrame(
            sessionID: "ses_1", streamID: "task_1", messageSequence: 1, flags: [.syn], qos: .gold, ttl: 5,
            window: ATPWindow(maxParallel: 4, maxTokens: 5000, maxCost: Money(micros: 1_000_000)),
            payload: ATPPayload(type: .question, content: content))
    }
}
