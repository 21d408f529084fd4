import AgentAdapters
import AgentPrimitives
import Testing

@Suite("Responses streams")
struct ResponsesStreamTests {
    @Test("mean what they should", arguments: ResponsesStreamCase.all)
    func outcome(_ sample: ResponsesStreamCase) {
        let reading = ResponsesReading(sample.body)
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
        #expect(reading.disorder == nil)
    }

    @Test("mean the same wherever they are cut", arguments: ResponsesStreamCase.all)
    func splits(_ sample: ResponsesStreamCase) {
        let bytes = Array(sample.body.utf8)
        let whole = ResponsesReading(sample.body)
        for cut in 0...bytes.count {
            let parts = ResponsesReading([bytes[..<cut], bytes[cut...]])
            #expect(parts == whole, "cut at \(cut)")
        }
        #expect(ResponsesReading(bytes.map { [$0] }) == whole)
    }

    @Test("say the same in pieces and as the document that ends them")
    func streamAndDocument() throws {
        let output =
            #"[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"x"},{"id":"m_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"See.","annotations":[{"type":"file_citation","file_id":"f","filename":"a.txt","index":4}]}]},{"id":"fc_1","type":"function_call","call_id":"a","name":"calc","arguments":"{\"x\":1}"}]"#
        let items = try #require(try JSONValue(parsing: output).arrayValue)
        var payloads = [ResponsesStreamCase.created]
        payloads += [
            #"{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs_1","summary_index":0,"delta":"Hm"}"#
        ]
        payloads.append(#"{"type":"response.output_item.done","output_index":0,"item":\#(items[0])}"#)
        payloads += ["Se", "e."].map {
            #"{"type":"response.output_text.delta","output_index":1,"item_id":"m_1","content_index":0,"delta":"\#($0)"}"#
        }
        payloads.append(#"{"type":"response.output_item.done","output_index":1,"item":\#(items[1])}"#)
        payloads.append(#"{"type":"response.output_item.done","output_index":2,"item":\#(items[2])}"#)
        payloads.append(ResponsesStreamCase.completed(output, usage: #"{"input_tokens":3,"output_tokens":2}"#))
        let stream = ResponsesReading(payloads.map { "data: \($0)\n\n" }.joined())
        let document = ResponsesReading(
            #"{"id":"resp_1","object":"response","status":"completed","model":"m-1","output":\#(output),"usage":{"input_tokens":3,"output_tokens":2}}"#
        )
        #expect(stream.failure == nil)
        #expect(stream.answer == document.answer)
        #expect(stream.answer.content.count == 4)
    }

    @Test("go out while they arrive")
    func live() throws {
        var reader = ResponsesReader(answering: ResponsesReading.request)
        var events: [ModelEvent] = []
        let payloads = [
            ResponsesStreamCase.created,
            #"{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"a","name":"fs_read","arguments":""}}"#,
            #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"p\":"}"#,
        ]
        for payload in payloads { try reader.read(Array("data: \(payload)\n\n".utf8), into: &events) }
        #expect(
            events == [
                .started(id: "resp_1", model: "m-1"),
                .blockStarted(index: 0, kind: .toolCall(id: "a", name: "fs.read")),
                .blockDelta(index: 0, text: #"{"p":"#),
            ])
        #expect(!reader.isDone)
        #expect(!reader.hasFinishReason)
    }

    @Test("never crash and never pretend to be complete when damaged")
    func mutations() {
        let random = SeededRandomSource(seed: 11)
        let samples = ResponsesStreamCase.all.map { Array($0.body.utf8) }.filter { !$0.isEmpty }
        for _ in 0..<10_000 {
            var bytes = samples[Int(random.next() % UInt64(samples.count))]
            for _ in 0...(random.next() % 3) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: bytes[place...].prefix(200), at: place)
                }
            }
            let reading = ResponsesReading([bytes])
            if let disorder = reading.disorder {
                Issue.record("\(disorder): \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
    }

    @Test("estimate the usage that a server does not report")
    func estimate() {
        let reading = ResponsesReading(
            #"{"status":"completed","output":[{"type":"message","role":"assistant","content":"12345678"}]}"#)
        #expect(reading.answer.usage.outputTokens == 2)
        #expect(reading.answer.usage.inputTokens > 0)
    }

    @Test("are refused beyond the limits")
    func limits() {
        var limits = AnswerLimits()
        limits.maxBytes = 3
        let long = #"{"status":"completed","output":[{"type":"message","role":"assistant","content":"1234"}]}"#
        #expect(ResponsesReading([Array(long.utf8)], limits: limits).failure?.code == .malformedResponse)
        limits = AnswerLimits()
        limits.maxBlocks = 1
        let two =
            #"{"status":"completed","output":[{"type":"message","role":"assistant","content":"1"},{"type":"x"}]}"#
        #expect(ResponsesReading([Array(two.utf8)], limits: limits).failure?.code == .malformedResponse)
        limits = AnswerLimits()
        limits.maxEventBytes = 16
        #expect(ResponsesReading([Array(long.utf8)], limits: limits).failure?.code == .malformedResponse)
    }

    @Test("take long arguments in one-byte pieces in linear time")
    func manyPieces() throws {
        var decoder = ResponsesDecoder(answering: ResponsesReading.request)
        var events: [ModelEvent] = []
        let count = 100_000
        try decoder.consume(
            #"{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"a","name":"calc"}}"#,
            into: &events)
        try decoder.consume(
            #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"x\":\""}"#, into: &events)
        let piece = #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"y"}"#
        for _ in 0..<count { try decoder.consume(piece, into: &events) }
        try decoder.consume(
            #"{"type":"response.function_call_arguments.delta","output_index":0,"delta":"\"}"}"#, into: &events)
        let text = #"{"type":"response.output_text.delta","output_index":1,"delta":"z"}"#
        for _ in 0..<count { try decoder.consume(text, into: &events) }
        try decoder.consume(ResponsesStreamCase.completed(), into: &events)
        let answer = ModelAnswer(folding: events)
        #expect(answer.message.toolCalls.first?.argumentsText.utf8.count == count + 8)
        #expect(answer.message.text.utf8.count == count)
    }
}
