import AgentRuntime

/// Answers and requests on their way from one model API to another.
enum TranslationBenchmarks {
    private static let identity = AnswerIdentity(id: "a1", created: Timestamp(microseconds: 0), model: "m")

    static func all() throws -> [Benchmark] {
        let words = (0..<2000).map { " word\($0)" }
        let anthropic = anthropicStream(delta: { "\"text_delta\",\"text\":\"\($0)\"" }, block: textBlock, words)
        let argument = (0..<1_000_000).map { _ in "a" }
        let pieces = ["{\\\"x\\\":\\\""] + argument + ["\\\"}"]
        let calls = anthropicStream(
            delta: { "\"input_json_delta\",\"partial_json\":\"\($0)\"" }, block: callBlock, pieces)
        let request = largeRequest()
        let chat = ModelTranslation(from: OpenAIChatClientDialect(), to: .anthropic)
        let messages = ModelTranslation(from: AnthropicClientDialect(), to: .openAIChat)
        let question = try chat.request(
            Array(#"{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}"#.utf8))
        return [
            Benchmark("translation/stream/anthropic-to-chat", .operationsPerSecond, target: .atLeast(300_000)) {
                for _ in 0..<20 { translate(anthropic, chat.answer(to: question, identity: identity)) }
                return 20 * (words.count + 5)
            },
            Benchmark("translation/stream/1MB-argument-in-bytes", .operationsPerSecond, target: .atLeast(300_000)) {
                translate(calls, chat.answer(to: question, identity: identity))
                return pieces.count + 5
            },
            Benchmark("translation/request/10MB-messages-to-chat", .microseconds, target: .atMost(60_000)) {
                let clock = ContinuousClock()
                var size = 0
                let time = try clock.measure { size = try messages.request(request, upstreamModel: "n").body.count }
                precondition(size > request.count / 2)
                return Int(time.components.seconds) * 1_000_000_000 + Int(time.components.attoseconds / 1_000_000_000)
            },
        ]
    }

    private static func translate(_ pieces: [[UInt8]], _ answer: TranslatedAnswer) {
        var answer = answer
        var count = 0
        for piece in pieces { count += answer.translate(piece).bytes.count }
        precondition(answer.isOver && count > 0)
    }

    private static let textBlock = #"{"type":"text","text":""}"#
    private static let callBlock = #"{"type":"tool_use","id":"toolu_1","name":"calc","input":{}}"#

    /// An answer of one block, in the pieces that a socket gives: 16 KiB each.
    private static func anthropicStream(delta: (String) -> String, block: String, _ pieces: [String]) -> [[UInt8]] {
        var events = [
            #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":3,"output_tokens":0}}}"#,
            #"{"type":"content_block_start","index":0,"content_block":\#(block)}"#,
        ]
        events += pieces.map { #"{"type":"content_block_delta","index":0,"delta":{"type":\#(delta($0))}}"# }
        events += [
            #"{"type":"content_block_stop","index":0}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}"#,
            #"{"type":"message_stop"}"#,
        ]
        var bytes: [UInt8] = []
        for event in events {
            let type = event.dropFirst(9).prefix { $0 != "\"" }
            bytes += Array("event: \(type)\ndata: \(event)\n\n".utf8)
        }
        return stride(from: 0, to: bytes.count, by: 16_384).map { Array(bytes[$0..<min($0 + 16_384, bytes.count)]) }
    }

    /// A conversation of 10 MB with texts, calls, results and a picture.
    private static func largeRequest() -> [UInt8] {
        var messages: [JSONValue] = []
        let text = String(repeating: "The \"head\" names the last event;\nits hash seals all before it. ", count: 100)
        var size = 0
        while size < 8_000_000 {
            let id = JSONValue.string("toolu_\(messages.count)")
            messages += [
                ["role": "user", "content": .string(text)],
                [
                    "role": "assistant",
                    "content": [
                        ["type": "text", "text": .string(text)],
                        ["type": "tool_use", "id": id, "name": "search", "input": ["query": "event log", "limit": 5]],
                    ],
                ],
                ["role": "user", "content": [["type": "tool_result", "tool_use_id": id, "content": .string(text)]]],
            ]
            size += 3 * text.utf8.count
        }
        let picture = String(repeating: "aGVsbG8h", count: 250_000)
        messages.append([
            "role": "user",
            "content": [
                ["type": "image", "source": ["type": "base64", "media_type": "image/png", "data": .string(picture)]]
            ],
        ])
        return JSONValue.object(["model": "m", "max_tokens": 100, "messages": .array(messages)]).serialized()
    }
}
