import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers of Gemini")
struct GeminiStreamTests {
    private typealias Case = GeminiStreamCase

    static let cases =
        GeminiStreamCase.plain + GeminiStreamCase.thoughts + GeminiStreamCase.tools + GeminiStreamCase.others
        + GeminiStreamCase.ends + GeminiStreamCase.failures + GeminiStreamCase.documents + GeminiStreamCase.counts

    @Test("mean what they should", arguments: cases)
    func outcome(_ sample: GeminiStreamCase) {
        let reading = GeminiReading(sample.body)
        #expect(reading.disorder == nil)
        switch sample.outcome {
        case .answer(let content, let reason):
            #expect(reading.failure == nil)
            #expect(reading.answer.content == content)
            #expect(reading.answer.stopReason == reason)
            if let usage = sample.usage { #expect(reading.answer.usage == usage) }
        case .failure(let code, let text):
            #expect(reading.failure?.code == code, "\(String(describing: reading.failure))")
            #expect(reading.answer.message.text == text)
        }
    }

    @Test("mean the same wherever they are cut", arguments: cases)
    func splits(_ sample: GeminiStreamCase) {
        let bytes = Array(sample.body.utf8)
        let whole = GeminiReading(sample.body)
        for cut in 0...bytes.count {
            let parts = GeminiReading([bytes[..<cut], bytes[cut...]])
            #expect(parts == whole, "cut at \(cut)")
        }
        #expect(GeminiReading(bytes.map { [$0] }) == whole)
    }

    @Test("never crash and never pretend to be complete when damaged")
    func mutations() {
        let random = SeededRandomSource(seed: 12)
        let samples = Self.cases.map { Array($0.body.utf8) }.filter { !$0.isEmpty }
        for _ in 0..<10_000 {
            var bytes = samples[Int(random.next() % UInt64(samples.count))]
            for _ in 0...(random.next() % 3) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
                }
            }
            #expect(GeminiReading([bytes]).disorder == nil)
        }
    }

    @Test("fold to the same, streamed as events, streamed as an array, or whole")
    func streamAndDocument() {
        let source = #","groundingMetadata":{"groundingChunks":[{"web":{"uri":"u"}}]}"#
        let signed = Case.call("calc", #"{"x":1}"#, more: #","thoughtSignature":"c2ln""#)
        let image = #"{"inlineData":{"mimeType":"image/png","data":"AA=="}}"#
        let code = #"{"executableCode":{"code":"1"}}"#
        let document = GeminiReading(
            Case.last(
                Case.thought("Hm. So."), image, code, signed, Case.call("now", "{}"), Case.text("It said."),
                more: source))
        let chunks = [
            Case.chunk(Case.thought("Hm.")), Case.chunk(Case.thought(" So."), image), Case.chunk(code, signed),
            Case.chunk(Case.call("now", "{}")), Case.chunk(Case.text("It ")), Case.chunk(Case.text("said.")),
            Case.last(Case.text(""), more: source),
        ]
        let streams = [Case.events("", chunks, .answer([], .toolUse)), Case.array("", chunks, .answer([], .toolUse))]
        #expect(document.failure == nil)
        #expect(document.answer.content.count == 7)
        for stream in streams { #expect(GeminiReading(stream.body).answer == document.answer) }
    }

    @Test("go out while they arrive")
    func live() throws {
        var reader = GeminiAnswerReader(answering: GeminiReading.request)
        var events: [ModelEvent] = []
        try reader.read(Array(Case.event(Case.chunk(Case.text("Hel"))).utf8), into: &events)
        #expect(
            events == [
                .started(id: "r1", model: "gemini-x"), .blockStarted(index: 0, kind: .text),
                .blockDelta(index: 0, text: "Hel"),
            ])
        #expect(!reader.hasFinishReason)
        try reader.read(Array(Case.event(Case.last(Case.text("lo"))).utf8), into: &events)
        #expect(reader.hasFinishReason && !reader.isDone)
        #expect(events.last == .blockDelta(index: 0, text: "lo"))
    }

    @Test("are over with the end of an array, whatever follows")
    func endOfArray() throws {
        var reader = GeminiAnswerReader(answering: GeminiReading.request)
        var events: [ModelEvent] = []
        try reader.read(Array("[\(Case.last(Case.text("a")))] and more".utf8), into: &events)
        #expect(reader.isDone)
        #expect(events.last == .stop(.endOfTurn))
        try reader.end(into: &events)
        #expect(events.count { $0 == .stop(.endOfTurn) } == 1)
    }

    @Test("continue the numbering of the conversation's calls, and give tools their own names back")
    func names() throws {
        let past = ToolCall(id: "call_1", name: "files/read all", argumentsText: "{}")
        let request = ModelRequest(
            model: "gemini-x", messages: [Message(role: .assistant, content: [.toolCall(past)])],
            tools: [
                ToolDescriptor(
                    name: past.name, summary: "", inputSchema: ["type": "object"], effect: .read, idempotency: .pure)
            ])
        var reader = GeminiAnswerReader(answering: request)
        var events: [ModelEvent] = []
        try reader.read(Array(Case.event(Case.last(Case.call("files_read_all", "{}"))).utf8), into: &events)
        try reader.end(into: &events)
        #expect(ModelAnswer(folding: events).content == [Case.toolCall("call_2", past.name, "{}")])
    }

    @Test("say when to come back, where the provider does")
    func retryDelay() {
        let reading = GeminiReading(
            #"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}"#
        )
        #expect(reading.failure?.retryAfter == .milliseconds(34_500))
        #expect(reading.failure?.status == 429)
    }

    @Test("estimate the usage that a server does not report")
    func estimate() {
        let reading = GeminiReading(
            Case.event(#"{"candidates":[{"content":{"parts":[{"text":"12345678"}]},"finishReason":"STOP"}]}"#))
        #expect(reading.answer.usage.outputTokens == 2)
        #expect(reading.answer.usage.inputTokens > 0)
        #expect(reading.answer.model == "gemini-x")
    }

    @Test("are refused beyond the limits")
    func limits() {
        var limits = AnswerLimits()
        limits.maxBytes = 10
        limits.maxBlocks = 2
        let long = [Case.text("12345678901"), Case.call("a", #"{"x":"12345678"}"#)]
        let many = Case.text("a") + "," + Case.thought("b") + "," + Case.text("c")
        for parts in long + [many] {
            for body in [Case.event(Case.last(parts)), "[\(Case.last(parts))]", Case.last(parts)] {
                let reading = GeminiReading([Array(body.utf8)], limits: limits)
                #expect(reading.failure?.code == .malformedResponse)
            }
        }
        limits = AnswerLimits()
        limits.maxEventBytes = 100
        let large = Case.last(Case.text(String(repeating: "a", count: 100)))
        for body in [Case.event(large), "[\(large)]", large] {
            #expect(GeminiReading([Array(body.utf8)], limits: limits).failure?.code == .malformedResponse)
        }
    }

    @Test("take long arguments in one-byte pieces in linear time, in every framing")
    func manyPieces() throws {
        let count = 1 << 18
        let answer = Case.last(Case.call("calc", #"{"x":"\#(String(repeating: "y", count: count))"}"#))
        for body in [Case.event(answer), "[\(answer)]", answer] {
            let reading = GeminiReading(body.utf8.lazy.map { CollectionOfOne($0) })
            #expect(reading.failure == nil)
            #expect(reading.answer.message.toolCalls.first?.argumentsText.utf8.count == count + 8)
            // One start, one block of one delta, counts and a stop, however many the pieces.
            #expect(reading.events.count == 6)
        }
    }

    @Test("take many chunks with as many events")
    func manyChunks() {
        let count = 20_000
        let body = String(repeating: Case.event(Case.chunk(Case.text("y"))), count: count) + Case.event(Case.last())
        let reading = GeminiReading(body)
        #expect(reading.failure == nil)
        #expect(reading.events.count == count + 5)
        #expect(reading.answer.message.text.utf8.count == count)
    }
}
