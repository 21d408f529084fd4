import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers of Anthropic Messages")
struct AnthropicStreamTests {
    static let cases =
        AnthropicStreamCase.plain + AnthropicStreamCase.thinking + AnthropicStreamCase.tools + AnthropicStreamCase.ends
        + AnthropicStreamCase.documents

    @Test("mean what they should", arguments: cases)
    func outcome(_ sample: AnthropicStreamCase) {
        let reading = AnthropicReading(sample.body)
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
    func splits(_ sample: AnthropicStreamCase) {
        let bytes = Array(sample.body.utf8)
        let whole = AnthropicReading(sample.body)
        for cut in 0...bytes.count {
            let parts = AnthropicReading([bytes[..<cut], bytes[cut...]])
            #expect(parts == whole, "cut at \(cut)")
        }
        #expect(AnthropicReading(bytes.map { [$0] }) == whole)
    }

    @Test("never crash and never pretend to be complete when damaged")
    func mutations() {
        let random = SeededRandomSource(seed: 11)
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
            #expect(AnthropicReading([bytes]).disorder == nil)
        }
    }

    @Test("fold to the same, streamed or whole")
    func streamAndDocument() {
        let document = AnthropicReading(
            #"{"id":"msg_1","type":"message","model":"claude","content":[{"type":"thinking","thinking":"Hm. So.","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"It said.","citations":[{"type":"page_location","cited_text":"said","document_title":"T"}]},{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},{"type":"tool_use","id":"a","name":"calc","input":{"x":1}},{"type":"tool_use","id":"b","name":"now","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":15}}"#
        )
        typealias Case = AnthropicStreamCase
        let stream = AnthropicReading(
            Case.blocks(
                "",
                [
                    Case.begin(0, #"{"type":"thinking","thinking":"","signature":""}"#),
                    Case.delta(0, #"{"type":"thinking_delta","thinking":"Hm."}"#),
                    Case.delta(0, #"{"type":"thinking_delta","thinking":" So."}"#),
                    Case.delta(0, #"{"type":"signature_delta","signature":"s"}"#), Case.stop(0),
                    Case.begin(1, #"{"type":"redacted_thinking","data":"d"}"#), Case.stop(1),
                    Case.begin(2, #"{"type":"text","text":"","citations":[]}"#),
                    Case.delta(2, #"{"type":"text_delta","text":"It said."}"#),
                    Case.delta(
                        2,
                        #"{"type":"citations_delta","citation":{"type":"page_location","cited_text":"said","document_title":"T"}}"#
                    ), Case.stop(2),
                    Case.begin(3, #"{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}"#),
                    Case.input(3, #"{"query":"q"}"#), Case.stop(3),
                ] + Case.call(4, "a", "calc", ["", #"{"x":"#, "1}"]) + Case.call(5, "b", "now", [""]),
                stop: #""tool_use""#, .answer([], .toolUse)
            ).body)
        #expect(document.failure == nil)
        #expect(document.answer == stream.answer)
        #expect(document.answer.content.count == 7)
    }

    @Test("stream text and arguments while they arrive")
    func live() throws {
        typealias Case = AnthropicStreamCase
        var reader = AnthropicAnswerReader(answering: AnthropicReading.request)
        var events: [ModelEvent] = []
        let payloads = [
            Case.start, Case.begin(0, #"{"type":"tool_use","id":"a","name":"fs_read","input":{}}"#),
            Case.input(0, #"{"path":"#),
        ]
        for payload in payloads { try reader.read(Array(Case.event(payload).utf8), into: &events) }
        #expect(
            events == [
                .started(id: "msg_1", model: "claude"), .usage(Usage(inputTokens: 25, outputTokens: 1)),
                .blockStarted(index: 0, kind: .toolCall(id: "a", name: "fs.read")),
                .blockDelta(index: 0, text: #"{"path":"#),
            ])
        #expect(!reader.isDone)
    }

    @Test("take the quick way and the full way through deltas alike")
    func scan() {
        let texts = ["", "plain", #"a\"b\\c\/d\n\u00e9\ud83d\ude00"#, "Zoë 😀", #"{\"x\":1}"#]
        for (type, key) in [
            ("text_delta", "text"), ("thinking_delta", "thinking"), ("input_json_delta", "partial_json"),
        ] {
            for text in texts {
                let payload =
                    #"{"type":"content_block_delta","index":7,"delta":{"type":"\#(type)","\#(key)":"\#(text)"}}"#
                let json = try? JSONValue(parsing: payload)
                let full = json?["delta"].flatMap { AnthropicDelta($0, index: 7) }
                let quick = AnthropicDeltaScan.delta(in: payload)
                #expect(quick != nil && quick?.text == full?.text && quick?.kind == full?.kind && quick?.index == 7)
            }
        }
        let others = [
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"},"more":1}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a","more":1}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":null}}"#,
            #"{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}"#,
        ]
        for payload in others { #expect(AnthropicDeltaScan.delta(in: payload) == nil, "\(payload)") }
    }

    @Test("estimate the usage that a server does not report")
    func estimate() {
        let reading = AnthropicReading(
            (AnthropicStreamCase.text(0, "12345678")
                + [#"{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"#])
                .map(AnthropicStreamCase.event).joined())
        #expect(reading.answer.usage.outputTokens == 2)
        #expect(reading.answer.usage.inputTokens > 0)
        #expect(reading.answer.model == "m")
    }

    @Test("are refused beyond the limits")
    func limits() {
        var limits = AnswerLimits()
        limits.maxBytes = 10
        limits.maxBlocks = 2
        typealias Case = AnthropicStreamCase
        let long = [Case.text(0, "12345678901"), Case.call(0, "a", "calc", ["12345678901"])]
        let opaque = [
            [Case.begin(0, #"{"type":"server_tool_use","input":{}}"#), Case.input(0, "123456"), Case.input(0, "78901")]
        ]
        let many = [Case.text(0, "a") + Case.text(1, "b") + Case.text(2, "c")]
        let unstopped = [(0..<3).map { Case.begin($0, #"{"type":"text","text":""}"#) }]
        for payloads in long + opaque + many + unstopped {
            let body = Case.blocks("", payloads, .answer([], .endOfTurn)).body
            let reading = AnthropicReading([Array(body.utf8)], limits: limits)
            #expect(reading.failure?.code == .malformedResponse)
        }
    }

    @Test("take a long argument in one-byte pieces in linear time")
    func manyPieces() throws {
        typealias Case = AnthropicStreamCase
        var body = Case.event(Case.start)
        let piece = Case.event(Case.input(0, "y"))
        let count = 20_000
        body += Case.event(Case.begin(0, #"{"type":"tool_use","id":"a","name":"calc","input":{}}"#))
        body += Case.event(Case.input(0, #"{"x":""#))
        body += String(repeating: piece, count: count)
        body += Case.event(Case.input(0, #""}"#)) + Case.event(Case.stop(0))
        body += Case.end(#""tool_use""#).map(Case.event).joined()
        let reading = AnthropicReading(body)
        #expect(reading.failure == nil)
        #expect(reading.answer.message.toolCalls.first?.argumentsText.utf8.count == count + 8)
        #expect(reading.events.count == count + 8)
    }
}
