import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

extension PeerFailureTests {
    @Suite("with reasoning") struct Reasoning {
        private static func state(_ data: String) -> ProviderState { ProviderState(origin: "anthropic", data: data) }

        private let twoThoughts = [
            #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":1,"output_tokens":0}}}"#,
            #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"On"}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"e."}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig1"}}"#,
            #"{"type":"content_block_stop","index":0}"#,
            #"{"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
            #"{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"Two."}}"#,
            #"{"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"sig2"}}"#,
            #"{"type":"content_block_stop","index":1}"#,
            #"{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}"#,
            #"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Done."}}"#,
            #"{"type":"content_block_stop","index":2}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}"#,
            #"{"type":"message_stop"}"#,
        ]

        @Test("every block of thoughts keeps its own signature, whole enough to be sent back")
        func signatures() throws {
            let answer = ModelAPI.anthropic.read(events: twoThoughts).answer
            #expect(
                answer.content.prefix(2) == [
                    .reasoning(text: "One.", signature: Self.state("sig1")),
                    .reasoning(text: "Two.", signature: Self.state("sig2")),
                ])
            let request = ModelRequest(model: "m", messages: [.user("Hi"), answer.message, .user("Go on.")])
            let content = try ModelAPI.anthropic.call(request).body["messages"]?[1]?["content"]
            #expect(content?[0] == ["type": "thinking", "thinking": "One.", "signature": "sig1"])
            #expect(content?[1] == ["type": "thinking", "thinking": "Two.", "signature": "sig2"])
        }

        @Test("a stream made from a whole answer has its signature")
        func synthesizedStream() throws {
            let reading = ModelAPI.anthropic.read(
                #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Hm.","signature":"sig1"},{"type":"text","text":"Yes."}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}"#
            )
            let deltas = try ModelAPI.anthropic.documents(reading.events).compactMap { $0["delta"] }
            #expect(deltas.contains(["type": "signature_delta", "signature": "sig1"]))
        }

        @Test("chunks with nothing but reasoning make a block of thoughts")
        func reasoningOnly() throws {
            let reading = ModelAPI.chat.read(events: [
                #"{"choices":[{"index":0,"delta":{"reasoning_content":"Let me"}}]}"#,
                #"{"choices":[{"index":0,"delta":{"content":null,"reasoning_content":" see."}}]}"#,
                #"{"choices":[{"index":0,"delta":{"content":"42"},"finish_reason":"stop"}]}"#,
            ])
            #expect(reading.answer.content == [.reasoning(text: "Let me see.", signature: nil), .text("42")])
            let starts = try ModelAPI.anthropic.documents(reading.events).compactMap { $0["content_block"]?["type"] }
            #expect(starts == ["thinking", "text"])
        }

        @Test("Gemini's signatures go back to Gemini, and nowhere else without a word")
        func geminiSignatures() throws {
            let reading = ModelAPI.gemini.read(events: [
                #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"calc","args":{"x":1}},"thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}"#
            ])
            let call = try #require(reading.calls.first)
            let result = ToolResult(callID: call.id, name: "calc", content: "1")
            let request = ModelRequest(
                model: "m",
                messages: [.user("Hi"), reading.answer.message, Message(role: .tool, content: [.toolResult(result)])],
                tools: [.calculator])
            let gemini = try ModelAPI.gemini.call(request)
            #expect(gemini.body["contents"]?[1]?["parts"]?[0]?["thoughtSignature"] == "c2ln")
            #expect(gemini.losses.isEmpty)
            for other in [ModelAPI.anthropic, .responses, .chat, .ollama] {
                let call = try other.call(request)
                #expect(!call.body.text().contains("c2ln"))
                #expect(!call.losses.isEmpty, "\(other.kind)")
            }
            // A client that speaks Chat Completions carries it to and fro.
            let chat = try ModelAPI.chat.document(reading.events)["choices"]?[0]?["message"]
            let body: JSONValue = [
                "model": "m",
                "messages": [
                    ["role": "user", "content": "Hi"], try #require(chat),
                    ["role": "tool", "tool_call_id": .string(call.id), "content": "1"],
                ],
            ]
            let again = try ModelAPI.gemini.call(ModelAPI.chat.request(body).request)
            #expect(again.body["contents"]?[1]?["parts"]?[0]?["thoughtSignature"] == "c2ln")
        }

        @Test("DeepSeek gets its reasoning back")
        func deepSeek() throws {
            let request = ModelRequest(
                model: "m",
                messages: [
                    .user("Hi"),
                    Message(role: .assistant, content: [.reasoning(text: "Hm.", signature: nil), .text("Yes.")]),
                    .user("Why?"),
                ])
            let message = try ModelAPI.chat(.deepSeek).call(request).body["messages"]?[1]
            #expect(message?["reasoning_content"] == "Hm.")
            #expect(message?["content"] == "Yes.")
            #expect(try ModelAPI.chat.call(request).losses.contains { $0.path.hasPrefix("messages[1]") })
        }
    }
}
