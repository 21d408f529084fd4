import AgentAdapters
import AgentPrimitives
import Testing

@Suite("Requests of Responses clients")
struct ResponsesRequestReaderTests {
    private let dialect = ResponsesClientDialect()

    private func read(_ body: String) throws -> ClientRequest {
        try dialect.request(from: try JSONValue(parsing: body), model: nil, streams: nil)
    }

    @Test("take a text")
    func text() throws {
        let asked = try read(#"{"model":"m","input":"Hi","stream":true}"#)
        #expect(asked.request.messages == [.user("Hi")])
        #expect(asked.request.model == "m")
        #expect(asked.streams)
        #expect(asked.losses.isEmpty)
        #expect(try !read(#"{"model":"m","input":"Hi"}"#).streams)
    }

    @Test("take messages with and without a type, and every role")
    func messages() throws {
        let asked = try read(
            #"{"model":"m","input":[{"role":"system","content":"A"},{"role":"user","content":"B"},{"type":"message","role":"assistant","id":"msg_1","status":"completed","content":[{"type":"output_text","text":"C","annotations":[]},{"type":"refusal","refusal":"D"}]},{"role":"developer","content":[{"type":"input_text","text":"E"}]}]}"#
        )
        let messages = asked.request.messages
        #expect(messages.map(\.role) == [.system, .user, .assistant, .system])
        #expect(messages.map(\.text) == ["A", "B", "C", "E"])
        #expect(messages[2].content == [.text("C"), .refusal("D")])
    }

    @Test("make one turn of what the model did, and one of its results")
    func turns() throws {
        let asked = try read(
            #"{"model":"m","input":[{"role":"user","content":"Go"},{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"x"},{"role":"assistant","content":"Let me."},{"type":"function_call","call_id":"a","name":"f","arguments":""},{"type":"function_call","id":"fc_2","call_id":"b","name":"g","arguments":"{\"x\":1}","status":"completed"},{"type":"function_call_output","call_id":"b","output":"B"},{"type":"function_call_output","call_id":"a","output":[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"data:image/png;base64,aGk="}]},{"role":"user","content":"More"}]}"#
        )
        let messages = asked.request.messages
        #expect(messages.map(\.role) == [.user, .assistant, .tool, .user])
        #expect(
            messages[1].content == [
                .reasoning(
                    text: "Hm",
                    signature: ResponsesStreamCase.state(
                        #"{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"x"}"#
                    )), .text("Let me."), .toolCall(ToolCall(id: "a", name: "f", argumentsText: "{}")),
                .toolCall(ToolCall(id: "b", name: "g", argumentsText: #"{"x":1}"#)),
            ])
        #expect(
            messages[2].content == [
                .toolResult(ToolResult(callID: "b", name: "g", content: "B")),
                .toolResult(
                    ToolResult(
                        callID: "a", name: "f", content: "see",
                        media: [Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")])),
            ])
    }

    @Test("take images and files from every source")
    func media() throws {
        let asked = try read(
            #"{"model":"m","input":[{"role":"user","content":[{"type":"input_image","image_url":"https://a.example/i.png","detail":"low"},{"type":"input_image","file_id":"file_1","detail":"auto"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,aGk="},{"type":"input_file","file_url":"https://a.example/a.pdf"},{"type":"input_file","file_id":"file_2"},{"type":"input_audio","input_audio":{"data":"aGk=","format":"mp3"}},{"type":"input_video","video_url":"https://a.example/v"}]}]}"#
        )
        let file = { (name: String) in Media.Source.file(ResponsesStreamCase.state(name)) }
        #expect(
            asked.request.messages.first?.content == [
                .media(Media(kind: .image, source: .url("https://a.example/i.png"), detail: "low")),
                .media(Media(kind: .image, source: file("file_1"), detail: "auto")),
                .media(
                    Media(kind: .document, source: .base64("aGk="), mediaType: "application/pdf", name: "a.pdf")),
                .media(Media(kind: .document, source: .url("https://a.example/a.pdf"))),
                .media(Media(kind: .document, source: file("file_2"))),
                .media(Media(kind: .audio, source: .base64("aGk="), mediaType: "audio/mpeg")),
                .opaque(
                    ResponsesStreamCase.state(
                        #"{"type":"message","content":[{"type":"input_video","video_url":"https://a.example/v"}]}"#)),
            ])
    }

    @Test("take the settings")
    func settings() throws {
        let asked = try read(
            #"{"model":"m","input":"Hi","instructions":"Be brief.","temperature":0.5,"top_p":1,"max_output_tokens":99,"parallel_tool_calls":true,"reasoning":{"effort":"high","summary":"auto"},"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}},"tools":[{"type":"function","name":"f","description":"F","parameters":{"type":"object"},"strict":true}],"tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]},"user":"u","metadata":{"a":"b"},"prompt_cache_retention":"24h"}"#
        ).request
        #expect(asked.system == "Be brief.")
        #expect(asked.temperature == 0.5)
        #expect(asked.sampling.topP == 1)
        #expect(asked.maxOutputTokens == 99)
        #expect(asked.allowsParallelToolCalls == true)
        #expect(asked.reasoning == ReasoningOptions(effort: "high", summary: "auto"))
        #expect(
            asked.responseFormat
                == .schema(ResponseFormat.Schema(name: "n", schema: ["type": "object"], isStrict: true)))
        #expect(asked.tools.map(\.name) == ["f"])
        #expect(asked.toolOptions == ["f": ToolOptions(isStrict: true)])
        #expect(asked.toolChoice == .allowed(["f"], isRequired: true))
        #expect(asked.user == "u")
        #expect(asked.metadata == ["a": "b"])
        #expect(asked.cacheHint == CacheHint(lifetime: "24h"))
        #expect(asked.extras == ProviderFields(origin: "openai-responses", fields: [:]))
    }

    @Test("report an item that only the provider knows")
    func references() throws {
        let asked = try read(
            #"{"model":"m","input":[{"type":"item_reference","id":"msg_1"},{"role":"user","content":"Hi"}]}"#)
        #expect(asked.losses.map(\.path) == ["/input/0"])
        #expect(asked.request.messages == [.user("Hi")])
    }

    @Test("report an order that results cannot keep")
    func outputOrder() throws {
        let asked = try read(
            #"{"model":"m","input":[{"type":"function_call_output","call_id":"a","output":[{"type":"input_image","file_id":"f"},{"type":"input_text","text":"see"}]}]}"#
        )
        #expect(asked.losses.map(\.path) == ["/input/0/output/1"])
    }

    @Test("need no input where the provider has one")
    func previousResponse() throws {
        let asked = try read(#"{"model":"m","previous_response_id":"resp_1"}"#)
        #expect(asked.request.messages.isEmpty)
        #expect(asked.request.extras?.fields["previous_response_id"] == "resp_1")
    }

    @Test(
        "name the place of what is wrong, what was expected there and what was found",
        arguments: [
            (#"[]"#, "the document", "an object"),
            (#"{"input":"Hi"}"#, "/model", "a value"),
            (#"{"model":7,"input":"Hi"}"#, "/model", "a string"),
            (#"{"model":"m"}"#, "/input", "a text or an array of items"),
            (#"{"model":"m","input":7}"#, "/input", "a text or an array of items"),
            (#"{"model":"m","input":["Hi"]}"#, "/input/0", "an object"),
            (#"{"model":"m","input":[{}]}"#, "/input/0", "an item with a type"),
            (#"{"model":"m","input":[{"role":"king","content":"Hi"}]}"#, "/input/0/role", "\"user\""),
            (#"{"model":"m","input":[{"role":"user","content":7}]}"#, "/input/0/content", "a text or"),
            (
                #"{"model":"m","input":[{"role":"user","content":[{"text":"Hi"}]}]}"#, "/input/0/content/0/type",
                "a value"
            ),
            (
                #"{"model":"m","input":[{"role":"user","content":[{"type":"input_image"}]}]}"#, "/input/0/content/0",
                "image_url"
            ),
            (#"{"model":"m","input":[{"type":"function_call","name":"f"}]}"#, "/input/0/call_id", "a value"),
            (
                #"{"model":"m","input":[{"type":"function_call","call_id":"a","name":"f","arguments":{}}]}"#,
                "/input/0/arguments", "a string"
            ),
            (#"{"model":"m","input":"Hi","tools":[{"type":"function"}]}"#, "/tools/0/name", "a value"),
            (#"{"model":"m","input":"Hi","tools":[{"name":"f"}]}"#, "/tools/0/type", "a value"),
            (#"{"model":"m","input":"Hi","tool_choice":"maybe"}"#, "/tool_choice", "\"auto\""),
            (#"{"model":"m","input":"Hi","temperature":"warm"}"#, "/temperature", "a number"),
            (#"{"model":"m","input":"Hi","max_output_tokens":0}"#, "/max_output_tokens", "a positive number"),
            (#"{"model":"m","input":"Hi","metadata":{"a":1}}"#, "/metadata/a", "a string"),
            (#"{"model":"m","input":"Hi","text":{"format":{"type":"xml"}}}"#, "/text/format/type", "\"json_schema\""),
            (#"{"model":"m","input":"Hi","stream":"yes"}"#, "/stream", "true or false"),
        ])
    func malformed(_ body: String, _ place: String, _ expected: String) throws {
        let error = #expect(throws: ModelError.self) { try read(body) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.hasPrefix(place + ":") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("found") == true)
    }
}
