import AgentAdapters
import AgentPrimitives
import Foundation
import Testing

@testable import AgentAdapters

extension PeerFailureTests {
    @Suite("with requests") struct Requests {
        @Test("cache points stay where they were set, with their lifetimes")
        func cachePoints() throws {
            let body = try JSONValue(
                parsing: #"""
                    {"model":"m","max_tokens":100,
                    "system":[{"type":"text","text":"Long.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                    "tools":[{"name":"calc","description":"","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
                    "messages":[{"role":"user","content":[{"type":"text","text":"Go."}]},
                    {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"calc","input":{},"cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}
                    """#)
            let sent = try ModelAPI.anthropic.call(ModelAPI.anthropic.request(body).request)
            #expect(sent.body["system"]?[0]?["cache_control"] == ["type": "ephemeral", "ttl": "1h"])
            #expect(sent.body["tools"]?[0]?["cache_control"] == ["type": "ephemeral"])
            for message in 1...2 {
                let mark = body["messages"]?[message]?["content"]?[0]?["cache_control"]
                #expect(sent.body["messages"]?[message]?["content"]?[0]?["cache_control"] == mark)
            }
            #expect(sent.losses.isEmpty)
            let whole = try ModelAPI.anthropic.request(
                #"{"model":"m","max_tokens":9,"cache_control":{"type":"ephemeral","ttl":"1h"},"messages":[{"role":"user","content":"Go"}]}"#
            )
            #expect(
                try ModelAPI.anthropic.call(whole.request).body["cache_control"] == ["type": "ephemeral", "ttl": "1h"])
            let chat = try ModelAPI.chat.call(ModelAPI.anthropic.request(body).request)
            #expect(chat.losses.count { $0.reason.contains("cache") } == 4)
        }

        @Test("a system message in mid-conversation stays there")
        func systemMessages() throws {
            let request = try ModelAPI.chat.request(
                #"""
                {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
                {"role":"assistant","content":"Yes?"},{"role":"system","content":"Now in French."},{"role":"user","content":"Go"}]}
                """#
            ).request
            let chat = try #require(try ModelAPI.chat.call(request).body["messages"]?.arrayValue)
            #expect(chat.map { $0["role"]?.stringValue } == ["system", "user", "assistant", "system", "user"])
            for api in [ModelAPI.gemini, .responses] {
                let text = try api.call(request).body.text()
                let place = try #require(text.range(of: "Now in French.")?.lowerBound)
                let before = try #require(text.range(of: "Yes?")?.lowerBound)
                let after = try #require(text.range(of: "\"Go\"")?.lowerBound)
                #expect(before < place && place < after, "\(api.kind): \(text)")
            }
            // Anthropic takes it behind a turn of the user only, so behind the one that follows.
            let anthropic = try ModelAPI.anthropic.call(request).body
            #expect(anthropic["system"] == "Be brief.")
            let roles = anthropic["messages"]?.arrayValue?.map { $0["role"]?.stringValue }
            #expect(roles == ["user", "assistant", "user", "system"])
        }

        private let formatted = #"""
            {"model":"m","messages":[{"role":"user","content":"Go"}],"response_format":{"type":"json_schema","json_schema":
            {"name":"answer","strict":true,"schema":{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":9},
            "s":{"type":"string","minLength":2}},"required":["n","s"],"additionalProperties":false}}}}
            """#

        @Test("a schema for the answer is never dropped without a word")
        func responseFormat() throws {
            let request = try ModelAPI.chat.request(formatted).request
            for api in ModelAPI.upstreams {
                let sent = try api.call(request)
                // Bedrock takes the schema as a text of its own.
                let text = sent.body.text().replacing("\\\"", with: "\"")
                #expect(text.contains(#""required":["n","s"]"#) || !sent.losses.isEmpty, "\(api.kind)")
                #expect(text.contains("\"n\""), "\(api.kind)")
            }
            #expect(
                try ModelAPI.gemini.call(request).body["generationConfig"]?["responseMimeType"] == "application/json")
            #expect(try ModelAPI.ollama.call(request).body["format"]?["type"] == "object")
            #expect(try ModelAPI.responses.call(request).body["text"]?["format"]?["type"] == "json_schema")
        }

        @Test("keywords that Anthropic's schemas do not know are left out and reported")
        func schemaKeywords() throws {
            let request = try ModelAPI.chat.request(formatted).request
            let sent = try ModelAPI.anthropic.call(request)
            #expect(!sent.body.text().contains("\"minimum\":"))
            #expect(!sent.body.text().contains("\"minLength\":"))
            #expect(sent.losses.contains { $0.reason.contains("minimum") || $0.path.contains("minimum") })
            let gemini = try #require(try ModelAPI.gemini.call(request).body["generationConfig"])
            #expect((gemini["responseJsonSchema"] ?? gemini["responseSchema"])?["properties"]?["n"]?["minimum"] == 1)
        }

        @Test("Ollama is told the largest answer")
        func ollamaLimit() throws {
            let request = try ModelAPI.chat.request(
                #"{"model":"m","max_completion_tokens":77,"messages":[{"role":"user","content":"Go"}]}"#
            ).request
            #expect(try ModelAPI.ollama.call(request).body["options"]?["num_predict"] == 77)
        }

        @Test("the wish for usage in the stream is the client's, and is not passed on")
        func includeUsage() throws {
            let asked = try ModelAPI.chat.request(
                #"{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Go"}]}"#
            )
            #expect(asked.includesUsage)
            for api in ModelAPI.upstreams where api.kind != .openAIChat {
                #expect(!(try api.call(asked.request).body.text().contains("include_usage")), "\(api.kind)")
            }
        }

        @Test("thoughts, failed results, pictures and the parallel switch are kept or reported")
        func bridge() throws {
            let asked = try ModelAPI.anthropic.request(
                #"""
                {"model":"m","max_tokens":100,"tools":[{"name":"calc","input_schema":{"type":"object"}}],
                "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
                "messages":[{"role":"user","content":"Go."},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},
                {"type":"tool_use","id":"a","name":"calc","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a",
                "is_error":true,"content":[{"type":"text","text":"bad"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]}]}]}
                """#)
            let chat = try ModelAPI.chat.call(asked.request)
            #expect(chat.body["parallel_tool_calls"] == false)
            #expect(chat.body.text().contains("data:image/png;base64,aGk="))
            #expect(chat.losses.contains { $0.path == "messages[1].content[0]" })
            #expect(chat.losses.contains { $0.path.hasSuffix("isError") })
        }

        @Test("Bedrock gets no empty block")
        func emptyBlocks() throws {
            let request = ModelRequest(
                model: "m", system: "",
                messages: [
                    Message(role: .user, content: [.text(""), .text("Go."), .text("")]),
                    Message(
                        role: .assistant,
                        content: [.text(""), .toolCall(ToolCall(id: "a", name: "calc", argumentsText: ""))]),
                    Message(role: .tool, content: [.toolResult(ToolResult(callID: "a", name: "calc", content: "1"))]),
                ], tools: [.calculator])
            let body = try ModelAPI.bedrock.call(request).body
            #expect(!body.text().contains(#"{"text":""}"#))
            #expect(body["system"] == nil)
            #expect(body["messages"]?[0]?["content"] == [["text": "Go."]])
            #expect(body["messages"]?[1]?["content"]?.arrayValue?.count == 1)
        }
    }
}
