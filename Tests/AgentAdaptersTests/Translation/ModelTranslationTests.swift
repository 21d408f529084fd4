import AgentAdapters
import AgentPrimitives
import Testing

@Suite("A translation from client to upstream")
struct ModelTranslationTests {
    private let identity = AnswerIdentity(id: "a1", created: Timestamp(microseconds: 0), model: "m")

    private func chat(streams: Bool) -> [UInt8] {
        Array(
            #"{ "model":"m", "stream":\#(streams), "x_unknown":1e0,"messages":[{"role":"user","content":"Hi"}]}"#.utf8)
    }

    private let anthropicStream = Array(
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","model":"c","usage":{"input_tokens":3,"output_tokens":0}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """.utf8)

    @Test("passes bytes as they are where both speak the same API")
    func passthrough() throws {
        let way = ModelTranslation(from: OpenAIChatClientDialect(), to: .openAIChat)
        #expect(way.passesThrough)
        let question = try way.request(chat(streams: true))
        #expect(question.body == chat(streams: true))
        #expect(question.losses.isEmpty)
        let stream = Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}, \"odd\" : 1}]}\n\n".utf8)
        var answer = way.answer(to: question, identity: identity)
        let step = answer.translate(stream)
        #expect(step.bytes == stream)
        #expect(step.events.contains(.blockDelta(index: 0, text: "Hi")))
    }

    @Test("changes nothing but the model's name where only that differs")
    func renames() throws {
        let way = ModelTranslation(from: OpenAIChatClientDialect(), to: .openAIChat)
        let question = try way.request(chat(streams: true), upstreamModel: "n")
        let expected = #"{"model":"n","stream":true,"x_unknown":1e0,"messages":[{"role":"user","content":"Hi"}]}"#
        #expect(String(decoding: question.body, as: UTF8.self) == expected)
    }

    @Test("gives a client that streams a stream, in whatever pieces the answer comes")
    func streams() throws {
        let way = ModelTranslation(from: OpenAIChatClientDialect(), to: .anthropic)
        let question = try way.request(chat(streams: true))
        #expect(question.path == "messages")
        #expect(question.losses.map(\.path) == ["extras.x_unknown"])
        var answer = way.answer(to: question, identity: identity)
        var text = ""
        for byte in anthropicStream { text += String(decoding: answer.translate([byte]).bytes, as: UTF8.self) }
        text += String(decoding: answer.end().bytes, as: UTF8.self)
        #expect(text.contains(#""content":"Hello""#))
        #expect(text.hasSuffix("data: [DONE]\n\n"))
        #expect(answer.isOver)
    }

    @Test("gives a client that does not stream one document")
    func whole() throws {
        let way = ModelTranslation(from: OpenAIChatClientDialect(), to: .anthropic)
        let question = try way.request(chat(streams: false))
        var answer = way.answer(to: question, identity: identity)
        let bytes = answer.translate(anthropicStream).bytes + answer.end().bytes
        let document = try JSONValue(parsing: bytes)
        #expect(document["choices"]?[0]?["message"]?["content"] == "Hello")
        #expect(document["usage"]?["total_tokens"] == 5)
    }

    @Test("tells the client, in its own form, that the upstream died")
    func brokenOff() throws {
        let way = ModelTranslation(from: AnthropicClientDialect(), to: .openAIChat)
        let body = #"{"model":"m","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]}"#
        let question = try way.request(Array(body.utf8))
        var answer = way.answer(to: question, identity: identity)
        _ = answer.translate(Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n".utf8))
        let step = answer.end(ModelError(.unreachable, "the connection was lost"))
        let text = String(decoding: step.bytes, as: UTF8.self)
        #expect(step.failure?.code == .unreachable)
        #expect(text.contains("content_block_stop") && text.contains("event: error"))
        #expect(!text.contains("message_stop"))
        #expect(answer.end().bytes.isEmpty)
    }

    @Test("refuses what is no request, and says where")
    func refusals() throws {
        let way = ModelTranslation(from: OpenAIChatClientDialect(), to: .anthropic)
        for body in [
            "", "{", "[]", #"{"model":"m","messages":7}"#, #"{"model":"m","messages":[{"role":"user","content":7}]}"#,
        ] {
            #expect {
                try way.request(Array(body.utf8))
            } throws: { error in
                (error as? ModelError)?.code == .invalidRequest
            }
        }
    }
}
