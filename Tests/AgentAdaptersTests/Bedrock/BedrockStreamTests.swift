import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers of Bedrock Converse")
struct BedrockStreamTests {
    static let cases =
        BedrockStreamCase.texts + BedrockStreamCase.reasoning + BedrockStreamCase.tools + BedrockStreamCase.ends
        + BedrockStreamCase.documents

    @Test("mean what they should", arguments: cases)
    func outcome(_ sample: BedrockStreamCase) {
        let reading = BedrockReading([sample.body])
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
    func splits(_ sample: BedrockStreamCase) {
        let whole = BedrockReading([sample.body])
        for cut in 0...sample.body.count {
            let parts = BedrockReading([sample.body[..<cut], sample.body[cut...]])
            #expect(parts == whole, "cut at \(cut)")
        }
        #expect(BedrockReading(sample.body.map { [$0] }) == whole)
    }

    @Test("read as recorded, whole and in single bytes", .enabled(if: BedrockRecording.text != nil))
    func recording() throws {
        let bytes = try #require(BedrockRecording.text)
        let whole = BedrockReading([bytes])
        #expect(whole.failure == nil && whole.disorder == nil)
        #expect(whole.answer.stopReason == .outputLimit)
        #expect(whole.answer.usage == Usage(inputTokens: 19, outputTokens: 500))
        #expect(whole.answer.message.text.hasPrefix("# Binary Search in a Sorted Array\n\nHere's a Python"))
        #expect(whole.answer.content.count == 1)
        #expect(BedrockReading(bytes.map { [$0] }) == whole)
        // Every place of the first messages, and then of each message some.
        for cut in 0...bytes.count where cut < 1500 || cut % 37 == 0 {
            #expect(BedrockReading([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
        }
    }

    @Test("never crash and never pretend to be complete when damaged, checksums and all")
    func mutations() {
        let random = SeededRandomSource(seed: 11)
        let samples = Self.cases.map(\.body).filter { !$0.isEmpty }
        for round in 0..<6_000 {
            var bytes = samples[Int(random.next() % UInt64(samples.count))]
            // Half of them with checksums that fit, so that what is behind them is reached.
            if round % 2 == 0 {
                var decoder = EventStreamDecoder()
                var messages: [EventStreamMessage] = []
                try? decoder.decode(bytes, into: &messages)
                for index in messages.indices where random.next() % 4 == 0 {
                    Self.damage(&messages[index].payload, random)
                }
                if let other = messages.randomPick(random), random.next() % 3 == 0 { messages.append(other) }
                bytes = messages.flatMap(\.encoded)
            } else {
                Self.damage(&bytes, random)
            }
            #expect(BedrockReading([bytes]).disorder == nil)
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: SeededRandomSource) {
        for _ in 0...(random.next() % 3) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 4 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            }
        }
    }

    @Test("fold to the same, streamed or whole")
    func streamAndDocument() {
        typealias Frames = BedrockFrames
        let document = BedrockReading(
            document:
                #"{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm. So.","signature":"s"}}},{"reasoningContent":{"redactedContent":"AQID"}},{"citationsContent":{"content":[{"text":"It "},{"text":"said."}],"citations":[{"title":"T"}]}},{"toolUse":{"toolUseId":"a","name":"fs_read","input":{"x":1}}},{"image":{"format":"png","source":{"bytes":"AAAA"}}},{"toolUse":{"toolUseId":"s","name":"n","type":"server_tool_use","input":{"q":1}}},{"toolUse":{"toolUseId":"b","name":"now","input":{}}}]}},"stopReason":"tool_use","usage":{"inputTokens":20,"outputTokens":7,"cacheReadInputTokens":100,"cacheWriteInputTokens":10},"metrics":{"latencyMs":1}}"#
        )
        let events: [BedrockFrames.Event] =
            [
                Frames.start, Frames.delta(0, #"{"reasoningContent":{"text":"Hm."}}"#),
                Frames.delta(0, #"{"reasoningContent":{"text":" So."}}"#),
                Frames.delta(0, #"{"reasoningContent":{"signature":"s"}}"#), Frames.stop(0),
                Frames.delta(1, #"{"reasoningContent":{"redactedContent":"AQID"}}"#), Frames.stop(1),
                Frames.delta(2, #"{"text":"It "}"#), Frames.delta(2, #"{"text":"said."}"#),
                Frames.delta(2, #"{"citation":{"title":"T"}}"#), Frames.stop(2),
            ] + Frames.call(3, "a", "fs_read", ["", #"{"x":"#, "1}"]) + [
                Frames.begin(4, #"{"image":{"format":"png"}}"#),
                Frames.delta(4, #"{"image":{"source":{"bytes":"AAAA"}}}"#),
                Frames.stop(4), Frames.begin(5, #"{"toolUse":{"toolUseId":"s","name":"n","type":"server_tool_use"}}"#),
                Frames.input(5, #"{"q":1}"#), Frames.stop(5),
            ] + Frames.call(6, "b", "now", [""]) + Frames.end("tool_use")
        let stream = BedrockReading([Frames.bytes(events)])
        #expect(document.failure == nil && stream.failure == nil)
        #expect(document.answer == stream.answer)
        #expect(document.answer.content.count == 8)
    }

    @Test("stream text and arguments while they arrive")
    func live() throws {
        typealias Frames = BedrockFrames
        var reader = BedrockAnswerReader(answering: BedrockReading.request)
        var events: [ModelEvent] = []
        let begun = [
            Frames.start, Frames.begin(0, #"{"toolUse":{"toolUseId":"a","name":"fs_read"}}"#),
            Frames.input(0, #"{"path":"#),
        ]
        for event in begun { try reader.read(Frames.event(event), into: &events) }
        #expect(
            events == [
                .started(id: "", model: "anthropic.claude"),
                .blockStarted(index: 0, kind: .toolCall(id: "a", name: "fs.read")),
                .blockDelta(index: 0, text: #"{"path":"#),
            ])
        #expect(!reader.isDone)
    }

    @Test("name the stop text where there was one to meet")
    func stopText() {
        var request = BedrockReading.request
        request.sampling.stopSequences = ["END"]
        let body = BedrockFrames.bytes(
            [BedrockFrames.start] + BedrockFrames.text(0, "a") + BedrockFrames.end("stop_sequence"))
        #expect(BedrockReading([body], answering: request).answer.stopReason == .stopSequence("END"))
    }

    @Test("are refused beyond the limits")
    func limits() {
        typealias Frames = BedrockFrames
        var limits = AnswerLimits()
        limits.maxBytes = 10
        limits.maxBlocks = 2
        let many: [[BedrockFrames.Event]] = [
            Frames.text(0, "12345678901"), Frames.call(0, "a", "calc", ["12345678901"]),
            [Frames.delta(0, #"{"reasoningContent":{"signature":"12345678901"}}"#)],
            [Frames.delta(0, #"{"reasoningContent":{"redactedContent":"123456789012"}}"#)],
            Frames.text(0, "a") + Frames.text(1, "b") + Frames.text(2, "c"),
        ]
        for events in many {
            let body = Frames.bytes([Frames.start] + events + Frames.end("end_turn"))
            #expect(BedrockReading([body], limits: limits).failure?.code == .malformedResponse)
        }
        limits = AnswerLimits()
        limits.maxEventBytes = 150
        let long = Frames.bytes(Frames.text(0, String(repeating: "x", count: 200)))
        #expect(BedrockReading([long], limits: limits).failure?.message.contains("at most 150 bytes") == true)
        let document = #"{"output":"\#(String(repeating: "x", count: 200))"}"#
        #expect(BedrockReading([Array(document.utf8)], limits: limits).failure?.code == .malformedResponse)
    }

    @Test("take a long argument in one-byte pieces in linear time")
    func manyPieces() {
        typealias Frames = BedrockFrames
        let count = 20_000
        let piece = Frames.event(Frames.input(0, "y"))
        var body = Frames.bytes([
            Frames.start, Frames.begin(0, #"{"toolUse":{"toolUseId":"a","name":"calc"}}"#), Frames.input(0, #"{"x":""#),
        ])
        for _ in 0..<count { body += piece }
        body += Frames.bytes([Frames.input(0, #""}"#), Frames.stop(0)] + Frames.end("tool_use"))
        let reading = BedrockReading([body])
        #expect(reading.failure == nil)
        #expect(reading.answer.message.toolCalls.first?.argumentsText.utf8.count == count + 8)
    }
}

extension Array {
    fileprivate func randomPick(_ random: SeededRandomSource) -> Element? {
        isEmpty ? nil : self[Int(random.next() % UInt64(count))]
    }
}
