import AgentAdapters
import AgentPrimitives
import AgentTesting
import Testing

@Suite("Chat completion streams")
struct ChatStreamTests {
    static let cases =
        ChatStreamCase.text + ChatStreamCase.usage + ChatStreamCase.failures + ChatStreamCase.tools
        + ChatStreamCase.documents

    @Test("mean what they should", arguments: cases)
    func outcome(_ sample: ChatStreamCase) throws {
        let reading = ChatReading(sample.body)
        switch sample.outcome {
        case .answer(let content, let reason):
            #expect(reading.failure == nil)
            #expect(reading.answer.content == content)
            #expect(reading.answer.stopReason == reason)
            if let usage = sample.usage { #expect(reading.answer.usage == usage) }
            try ModelAdapterContract.check(reading.events)
        case .failure(let code, let text):
            #expect(reading.failure?.code == code, "\(String(describing: reading.failure))")
            #expect(reading.answer.message.text == text)
            try ModelAdapterContract.checkBrokenOff(reading.events)
        }
    }

    @Test("mean the same wherever they are cut", arguments: cases)
    func splits(_ sample: ChatStreamCase) {
        let bytes = Array(sample.body.utf8)
        let whole = ChatReading(sample.body)
        for cut in 0...bytes.count {
            let parts = ChatReading([bytes[..<cut], bytes[cut...]])
            #expect(parts.events == whole.events, "cut at \(cut)")
            #expect(parts.failure == whole.failure, "cut at \(cut)")
        }
        let single = ChatReading(bytes.map { [$0] })
        #expect(single == whole)
    }

    @Test("never crash and never pretend to be complete when damaged")
    func mutations() throws {
        let random = SeededRandomSource(seed: 7)
        let samples = Self.cases.map { Array($0.body.utf8) }.filter { !$0.isEmpty }
        for _ in 0..<50_000 {
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
            let reading = ChatReading([bytes])
            if reading.failure == nil {
                try ModelAdapterContract.check(reading.events)
            } else {
                try ModelAdapterContract.checkBrokenOff(reading.events)
            }
        }
    }

    @Test("agree with the whole response that says the same")
    func streamAndDocument() {
        let document = ChatReading(
            #"{"id":"c1","model":"m","choices":[{"message":{"content":"See.","tool_calls":[{"id":"a","function":{"name":"calc","arguments":"{\"x\":1}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#
        )
        let stream = ChatReading(
            [
                #"{"id":"c1","model":"m","choices":[{"delta":{"content":"Se"}}]}"#,
                #"{"id":"c1","model":"m","choices":[{"delta":{"content":"e."}}]}"#,
                #"{"id":"c1","model":"m","choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":"}}]}}]}"#,
                #"{"id":"c1","model":"m","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":"tool_calls"}]}"#,
                #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#, "[DONE]",
            ].map { "data: \($0)\n\n" }.joined())
        #expect(document.answer == stream.answer)
        #expect(document.failure == nil)
    }

    @Test("stream the arguments of a call while they arrive")
    func liveArguments() {
        var decoder = ChatStreamDecoder(answering: ChatReading.request)
        var events: [ModelEvent] = []
        let payloads = [
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}}]}"#,
        ]
        #expect(throws: Never.self) { for payload in payloads { try decoder.consume(payload, into: &events) } }
        #expect(
            events == [
                .started(id: "", model: "m"), .blockStarted(index: 0, kind: .toolCall(id: "a", name: "calc")),
                .blockDelta(index: 0, text: #"{"x":"#),
            ])
    }

    @Test("estimate the usage that a server does not report")
    func estimate() {
        let reading = ChatReading(
            "data: {\"choices\":[{\"delta\":{\"content\":\"12345678\"},\"finish_reason\":\"stop\"}]}\n\n")
        #expect(reading.answer.usage.outputTokens == 2)
        #expect(reading.answer.usage.inputTokens > 0)
    }

    @Test("refuse answers beyond the limits")
    func limits() {
        var limits = AnswerLimits()
        limits.maxBytes = 10
        limits.maxBlocks = 2
        var decoder = ChatStreamDecoder(answering: ChatReading.request, limits: limits)
        var events: [ModelEvent] = []
        let long = #"{"choices":[{"delta":{"content":"12345678901"}}]}"#
        #expect(throws: ModelError.self) { try decoder.consume(long, into: &events) }
        var second = ChatStreamDecoder(answering: ChatReading.request, limits: limits)
        let blocks = #"{"choices":[{"delta":{"tool_calls":[{"id":"a"},{"id":"b"},{"id":"c"}]}}]}"#
        #expect(throws: ModelError.self) { try second.consume(blocks, into: &events) }
    }

    @Test("take a long argument in one-byte pieces in linear time")
    func manyPieces() throws {
        var decoder = ChatStreamDecoder(answering: ChatReading.request)
        var events: [ModelEvent] = []
        let head =
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":"{\"x\":\""}}]}}]}"#
        let piece = #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"y"}}]}}]}"#
        let tail =
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"}"}}]},"finish_reason":"stop"}]}"#
        try decoder.consume(head, into: &events)
        for _ in 0..<20_000 { try decoder.consume(piece, into: &events) }
        try decoder.consume(tail, into: &events)
        try decoder.end(into: &events)
        let arguments = ModelAnswer(folding: events).message.toolCalls.first?.argumentsText
        #expect(arguments?.utf8.count == 20_008)
    }
}
