import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

extension PeerFailureTests {
    @Suite("with tools") struct Tools {
        private let twoAnthropicCalls = [
            #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":1,"output_tokens":0}}}"#,
            #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Two."}}"#,
            #"{"type":"content_block_stop","index":0}"#,
            #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"calc","input":{}}}"#,
            #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"x\""}}"#,
            #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}"#,
            #"{"type":"content_block_stop","index":1}"#,
            #"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"look","input":{}}}"#,
            #"{"type":"content_block_stop","index":2}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}"#,
            #"{"type":"message_stop"}"#,
        ]

        private func chatCalls(_ chunks: [JSONValue]) -> [JSONValue] {
            chunks.compactMap { $0["choices"]?[0]?["delta"]?["tool_calls"]?.arrayValue }.flatMap { $0 }
        }

        @Test("a call's index counts calls, not blocks")
        func indices() throws {
            let reading = ModelAPI.anthropic.read(events: twoAnthropicCalls)
            let calls = chatCalls(try ModelAPI.chat.documents(reading.events))
            #expect(calls.first?["index"] == 0)
            #expect(Set(calls.compactMap { $0["index"]?.intValue }) == [0, 1])
        }

        @Test("streamed arguments do not begin with the empty object that announced them")
        func noLeadingBraces() throws {
            let reading = ModelAPI.anthropic.read(events: twoAnthropicCalls)
            let calls = chatCalls(try ModelAPI.chat.documents(reading.events))
            let arguments = calls.filter { $0["index"] == 0 }.compactMap { $0["function"]?["arguments"]?.stringValue }
            #expect(arguments.joined() == #"{"x":1}"#)
        }

        @Test("a tool without arguments gets an empty object, from every upstream to every client")
        func noArguments() throws {
            let anthropic = ModelAPI.anthropic.read(events: twoAnthropicCalls)
            let chat = ModelAPI.chat.read(events: [
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"look","arguments":""}}]}}]}"#,
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
            ])
            let gemini = ModelAPI.gemini.read(
                #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"look"}}]},"finishReason":"STOP"}]}"#)
            let ollama = ModelAPI.ollama.read(
                #"{"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"look"}}]},"done":true}"#
            )
            for reading in [anthropic, chat, gemini, ollama] {
                #expect(reading.calls.last?.argumentsText == "{}")
                let calls = chatCalls(try ModelAPI.chat.documents(reading.events))
                let last = calls.filter { $0["index"] == .int(reading.calls.count - 1) }
                #expect(last.compactMap { $0["function"]?["arguments"]?.stringValue }.joined() == "{}")
            }
        }

        @Test("the second of two parallel calls arrives, streamed and whole")
        func parallelCalls() throws {
            let reading = ModelAPI.chat.read(events: [
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"calc","arguments":""}}]}}]}"#,
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"look","arguments":"{}"}},{"index":0,"function":{"arguments":"{\"x\":1}"}}]}}]}"#,
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
            ])
            let starts = try ModelAPI.anthropic.documents(reading.events)
                .compactMap { $0["content_block"] }.filter { $0["type"] == "tool_use" }
            #expect(starts.map { $0["id"]?.stringValue } == ["a", "b"])
            let content = try #require(try ModelAPI.anthropic.document(reading.events)["content"])
            #expect(content.all("type", "tool_use").map { $0["input"] } == [["x": 1], [:]])
        }

        private let toolTurn = #"""
            {"model":"m","messages":[{"role":"user","content":"Go."},
            {"role":"assistant","content":null,"tool_calls":[
              {"id":"a","type":"function","function":{"name":"calc","arguments":"{\"x\":1}"}},
              {"id":"b","type":"function","function":{"name":"look","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"two"}],
            "tools":[{"type":"function","function":{"name":"calc","parameters":{"type":"object"}}},
              {"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]}
            """#

        @Test("results of parallel calls go to Anthropic in one user message")
        func parallelResults() throws {
            let body = try ModelAPI.anthropic.call(ModelAPI.chat.request(toolTurn).request).body
            let last = try #require(body["messages"]?.arrayValue?.last)
            #expect(body["messages"]?.arrayValue?.count == 3)
            #expect(last["role"] == "user")
            #expect(last["content"]?.all("type", "tool_result").map { $0["tool_use_id"]?.stringValue } == ["a", "b"])
        }

        @Test("pictures in results do not come between the results")
        func picturesInResults() throws {
            var request = try ModelAPI.chat.request(toolTurn).request
            let picture = Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")
            let results = ["a", "b"].map {
                ContentPart.toolResult(ToolResult(callID: $0, name: "look", content: "seen", media: [picture]))
            }
            request.messages = Array(request.messages.prefix(2)) + [Message(role: .tool, content: results)]
            let chat = try #require(try ModelAPI.chat.call(request).body["messages"]?.arrayValue)
            #expect(chat.map { $0["role"]?.stringValue } == ["user", "assistant", "tool", "tool", "user"])
            #expect(chat.last?["content"]?.all("type", "image_url").count == 2)
            let anthropic = try ModelAPI.anthropic.call(request).body["messages"]?.arrayValue?.last
            #expect(anthropic?["content"]?[0]?["content"]?.all("type", "image").count == 1)
        }

        @Test("Gemini's STOP with a call means that the model waits for the tool")
        func geminiStop() throws {
            let call = #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"calc","args":{"x":1}}}]}}]}"#
            let end = #"{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}]}"#
            let reading = ModelAPI.gemini.read(events: [call, end])
            #expect(reading.answer.stopReason == .toolUse)
            let last = try ModelAPI.chat.documents(reading.events).compactMap { $0["choices"]?[0]?["finish_reason"] }
            #expect(last.filter { !$0.isNull } == ["tool_calls"])
        }

        @Test("Ollama's stop with a call means the same, and arguments may be a text")
        func ollamaStop() {
            let reading = ModelAPI.ollama.read(
                #"""
                {"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"calc","arguments":"{\"x\":1}"}}]},"done":false}
                {"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}
                """#)
            #expect(reading.answer.stopReason == .toolUse)
            #expect(reading.calls.map(\.argumentsText) == [#"{"x":1}"#])
        }

        @Test("the tools that may be called, and whether side by side, reach every API that can say it")
        func allowedTools() throws {
            var body = try #require(try JSONValue(parsing: toolTurn).objectValue)
            body["parallel_tool_calls"] = false
            body["tool_choice"] = [
                "type": "allowed_tools",
                "allowed_tools": ["mode": "required", "tools": [["type": "function", "function": ["name": "calc"]]]],
            ]
            let request = try ModelAPI.chat.request(.object(body)).request
            let chat = try ModelAPI.chat.call(request).body
            #expect(chat["tool_choice"] == body["tool_choice"])
            #expect(chat["parallel_tool_calls"] == false)
            let responses = try ModelAPI.responses.call(request).body
            #expect(responses["tool_choice"]?["mode"] == "required")
            #expect(responses["tool_choice"]?["tools"]?[0]?["name"] == "calc")
            #expect(responses["parallel_tool_calls"] == false)
            let anthropic = try ModelAPI.anthropic.call(request)
            #expect(anthropic.body["tool_choice"]?["disable_parallel_tool_use"] == true)
            #expect(anthropic.body["tool_choice"]?["type"] == "any" || anthropic.body["tool_choice"]?["type"] == "tool")
            #expect(anthropic.body["tools"]?.arrayValue?.count == 1 || !anthropic.losses.isEmpty)
            let gemini = try ModelAPI.gemini.call(request)
            #expect(gemini.body["toolConfig"]?["functionCallingConfig"]?["allowedFunctionNames"] == ["calc"])
            #expect(gemini.losses.contains { $0.path.contains("arallel") })
        }

        @Test("Mistral's rule for ids holds for a call and for its result alike")
        func mistralIDs() throws {
            var request = try ModelAPI.chat.request(toolTurn).request
            request.messages[1] = Message(
                role: .assistant,
                content: [.toolCall(ToolCall(id: "toolu_01A-long/id", name: "calc", argumentsText: "{}"))])
            request.messages[2] = Message(
                role: .tool,
                content: [.toolResult(ToolResult(callID: "toolu_01A-long/id", name: "calc", content: "1"))])
            let messages = try #require(try ModelAPI.chat(.mistral).call(request).body["messages"])
            let id = try #require(messages[1]?["tool_calls"]?[0]?["id"]?.stringValue)
            #expect(id.utf8.count == 9 && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            #expect(messages[2]?["tool_call_id"]?.stringValue == id)
        }
    }
}
