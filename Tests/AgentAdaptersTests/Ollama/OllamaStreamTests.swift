import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Ollama's answers")
struct OllamaStreamTests {
    private static func line(_ message: String, _ rest: String = #""done":false"#) -> String {
        #"{"model":"q","message":{"role":"assistant",\#(message)},\#(rest)}"# + "\n"
    }

    private static let end = line(
        #""content":"""#, #""done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":3"#)
    private static let call = line(#""content":"","tool_calls":[{"function":{"name":"calc","arguments":{"x":1}}}]"#)

    struct Sample: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var body: String
        var content: [ContentPart] = []
        var stop: StopReason?
        var failure: ModelError.Code?
    }

    static let samples = [
        Sample(
            testDescription: "text in pieces", body: line(#""content":"Hel""#) + line(#""content":"lo é🙂""#) + end,
            content: [.text("Hello é🙂")], stop: .endOfTurn),
        Sample(
            testDescription: "thoughts and text",
            body: line(#""content":"","thinking":"Hm.""#) + line(#""content":"Yes""#) + end,
            content: [.reasoning(text: "Hm.", signature: nil), .text("Yes")], stop: .endOfTurn),
        Sample(
            testDescription: "two calls of one tool before the last line", body: call + call + end,
            content: [
                .toolCall(ToolCall(id: "call_1", name: "calc", argumentsText: #"{"x":1}"#)),
                .toolCall(ToolCall(id: "call_2", name: "calc", argumentsText: #"{"x":1}"#)),
            ], stop: .toolUse),
        Sample(
            testDescription: "the largest answer",
            body: line(#""content":"Hi""#, #""done":true,"done_reason":"length""#),
            content: [.text("Hi")], stop: .outputLimit),
        Sample(
            testDescription: "no line end behind the last line", body: String(end.dropLast()), stop: .endOfTurn),
        Sample(
            testDescription: "explicit nulls",
            body: line(#""content":null,"thinking":null,"tool_calls":null,"images":null"#) + end, stop: .endOfTurn),
        Sample(
            testDescription: "silence in mid-answer", body: line(#""content":"Hel""#), content: [.text("Hel")],
            failure: .malformedResponse),
        Sample(testDescription: "nothing at all", body: "", failure: .malformedResponse),
        Sample(
            testDescription: "an error in mid-answer",
            body: line(#""content":"Hel""#) + #"{"error":"model runner has stopped"}"# + "\n", content: [.text("Hel")],
            failure: .upstreamFailed),
        Sample(
            testDescription: "an error inside a list", body: #"[{"error":{"message":"no","code":503}}]"# + "\n",
            failure: .overloaded),
        Sample(testDescription: "a web page", body: "<html><title>Hi</title></html>\n", failure: .malformedResponse),
        Sample(
            testDescription: "a call without a name",
            body: line(#""content":"","tool_calls":[{"function":{"name":"","arguments":{}}}]"#) + end,
            failure: .malformedResponse),
    ]

    @Test("mean what they should", arguments: samples)
    func outcome(_ sample: Sample) {
        let reading = ModelAPI.ollama.read(sample.body)
        #expect(
            reading.answer.content.filter { if case .toolCall(let call) = $0 { !call.name.isEmpty } else { true } }
                == sample.content)
        #expect(reading.answer.stopReason == sample.stop)
        #expect(reading.failure?.code == sample.failure, "\(String(describing: reading.failure))")
    }

    @Test("mean the same wherever they are cut", arguments: samples)
    func splits(_ sample: Sample) {
        let bytes = Array(sample.body.utf8)
        let whole = ModelAPI.ollama.read([bytes])
        for cut in 0...bytes.count {
            #expect(ModelAPI.ollama.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(ModelAPI.ollama.read(bytes.map { [$0] }) == whole)
    }

    @Test("carry counts, and estimates where there are none")
    func usage() {
        #expect(ModelAPI.ollama.read(Self.end).answer.usage == Usage(inputTokens: 5, outputTokens: 3))
        let estimate = ModelAPI.ollama.read(Self.line(#""content":"Hello there""#, #""done":true"#)).answer.usage
        #expect(estimate.inputTokens > 0 && estimate.outputTokens > 0)
    }

    @Test("mark bytes that are no text")
    func invalidText() {
        var bytes = Array(Self.line(#""content":"a?b""#).utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "?")) ?? 0] = 0xFF
        #expect(ModelAPI.ollama.read([bytes + Array(Self.end.utf8)]).answer.message.text == "a\u{FFFD}b")
    }
}
