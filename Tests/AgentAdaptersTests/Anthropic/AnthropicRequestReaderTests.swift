import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Requests of Anthropic clients")
struct AnthropicRequestReaderTests {
    private static let dialect = AnthropicClientDialect()

    private func read(_ body: String) throws -> ClientRequest {
        try Self.dialect.request(from: JSONValue(parsing: body), model: nil, streams: nil)
    }

    private func content(_ messages: String) throws -> [Message] {
        try read(#"{"model":"m","max_tokens":1,"messages":\#(messages)}"#).request.messages
    }

    @Test("are read with every option")
    func options() throws {
        let asked = try read(
            #"{"model":"m","max_tokens":100,"stream":true,"system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"calc","description":"C.","input_schema":{"type":"object"},"strict":true,"cache_control":{"type":"ephemeral"}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true},"temperature":0.5,"top_p":0.9,"top_k":3,"stop_sequences":["X"],"metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":2000},"output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},"cache_control":{"type":"ephemeral"},"service_tier":"auto","container":"c1"}"#
        )
        let request = asked.request
        #expect(asked.streams)
        #expect(request.systemParts == [.text("S"), .cachePoint(CacheHint(lifetime: "1h"))])
        #expect(request.messages == [.user("Hi")])
        #expect(request.tools.map(\.name) == ["calc"])
        #expect(request.toolOptions == ["calc": ToolOptions(cacheHint: CacheHint(), isStrict: true)])
        #expect(request.toolChoice == .required)
        #expect(request.allowsParallelToolCalls == false)
        #expect(request.sampling.temperature == 0.5 && request.sampling.topP == 0.9 && request.sampling.topK == 3)
        #expect(request.sampling.stopSequences == ["X"])
        #expect(request.user == "u")
        #expect(request.reasoning == ReasoningOptions(effort: "low", budgetTokens: 2000))
        #expect(
            request.responseFormat
                == .schema(ResponseFormat.Schema(name: "response", schema: ["type": "object"], isStrict: true)))
        #expect(request.cacheHint == CacheHint())
        #expect(
            request.extras
                == ProviderFields(origin: "anthropic", fields: ["service_tier": "auto", "container": "c1"]))
    }

    @Test("give tool results their tool's name and messages of their own")
    func results() throws {
        let messages = try content(
            #"[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"calc","input":{"x": 1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"1"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}],"is_error":true,"cache_control":{"type":"ephemeral"}},{"type":"text","text":"So?"}]}]"#
        )
        let image = Media(kind: .image, source: .base64("AA"), mediaType: "image/png")
        let result = ToolResult(callID: "a", name: "calc", content: "1", isError: true, media: [image])
        #expect(
            messages == [
                Message(
                    role: .assistant, content: [.toolCall(ToolCall(id: "a", name: "calc", argumentsText: #"{"x":1}"#))]),
                Message(role: .tool, content: [.toolResult(result), .cachePoint(CacheHint())]), .user("So?"),
            ])
    }

    @Test("bring back the signatures of other providers to their origin")
    func foreignSignatures() throws {
        let messages = try content(
            #"[{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"origin=gemini;x;y"},{"type":"thinking","thinking":"b","signature":"own"},{"type":"thinking","thinking":"c","signature":""},{"type":"redacted_thinking","data":"origin=openai-responses;z"}]}]"#
        )
        #expect(
            messages.first?.content == [
                .reasoning(text: "a", signature: ProviderState(origin: "gemini", data: "x;y")),
                .reasoning(text: "b", signature: ProviderState(origin: "anthropic", data: "own")),
                .reasoning(text: "c", signature: nil),
                .redactedReasoning(ProviderState(origin: "openai-responses", data: "z")),
            ])
    }

    @Test("to count tokens need no limit for an answer")
    func count() throws {
        let body = try JSONValue(parsing: #"{"model":"m","messages":[{"role":"user","content":"Hi"}]}"#)
        #expect(try Self.dialect.countRequest(from: body).request.messages == [.user("Hi")])
        #expect(throws: ModelError.self) { try Self.dialect.request(from: body, model: nil, streams: nil) }
        #expect(Self.dialect.countResponse(inputTokens: 9) == ["input_tokens": 9])
    }

    @Test("take the model and the stream from the path where they are there")
    func path() throws {
        let body = try JSONValue(parsing: #"{"max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}"#)
        let asked = try Self.dialect.request(from: body, model: "p", streams: true)
        #expect(asked.request.model == "p")
        #expect(asked.streams)
    }

    @Test(
        "name the place, what was expected there and what was found",
        arguments: [
            (#"[]"#, "the document: expected an object, found an array of 0"),
            (#"{"max_tokens":1,"messages":[]}"#, "/model: expected a value, found no such member"),
            (#"{"model":"m","messages":[]}"#, "/max_tokens: expected a value, found no such member"),
            (#"{"model":"m","max_tokens":0,"messages":[]}"#, "/max_tokens: expected a whole number above 0, found 0"),
            (
                #"{"model":"m","max_tokens":1,"messages":[]}"#,
                "/messages: expected at least one message, found an array of 0"
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"robot","content":"a"}]}"#,
                #"/messages/0/role: expected "user", "assistant" or "system", found "robot""#
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"user","content":5}]}"#,
                "/messages/0/content: expected an array, found 5"
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":null}]}]}"#,
                "/messages/0/content/0/text: expected a string, found null"
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"n","input":"{}"}]}]}"#,
                #"/messages/0/content/0/input: expected an object, found "{}""#
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":{}}]}]}"#,
                "/messages/0/content/0/content: expected a string or an array of blocks, found an object of 0 members"
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"tool_choice":{"type":"some"}}"#,
                #"/tool_choice/type: expected "auto", "any", "tool" or "none", found "some""#
            ),
            (
                #"{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"temperature":"hot"}"#,
                #"/temperature: expected a number, found "hot""#
            ),
        ])
    func malformed(_ body: String, _ message: String) {
        let error = #expect(throws: ModelError.self) { try read(body) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message == message)
    }
}
