import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Requests of Bedrock clients")
struct BedrockRequestReaderTests {
    private func read(_ body: String, model: String? = "m") throws -> ClientRequest {
        try BedrockClientDialect().request(from: JSONValue(parsing: body), model: model, streams: true)
    }

    @Test("are read with every option")
    func options() throws {
        let asked = try read(
            #"{"system":[{"text":"S"}],"messages":[{"role":"user","content":[{"text":"Hi"}]}],"inferenceConfig":{"maxTokens":100,"temperature":0.5,"topP":0.9,"stopSequences":["X"]},"toolConfig":{"tools":[{"toolSpec":{"name":"calc","description":"C.","inputSchema":{"json":{"type":"object"}}}},{"cachePoint":{"type":"default"}}],"toolChoice":{"any":{}}},"additionalModelRequestFields":{"top_k":3,"thinking":{"type":"enabled","budget_tokens":2000}},"requestMetadata":{"k":"v"},"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{}","name":"n"}}}},"guardrailConfig":{"trace":"enabled"}}"#
        )
        let request = asked.request
        #expect(asked.streams && request.model == "m" && request.maxOutputTokens == 100)
        #expect(request.system == "S" && request.messages == [.user("Hi")])
        #expect(request.tools.map(\.name) == ["calc"] && request.tools[0].summary == "C.")
        #expect(request.toolOptions == ["calc": ToolOptions(cacheHint: CacheHint())])
        #expect(request.toolChoice == .required)
        #expect(request.sampling.temperature == 0.5 && request.sampling.topP == 0.9 && request.sampling.topK == 3)
        #expect(request.sampling.stopSequences == ["X"])
        #expect(request.reasoning == ReasoningOptions(budgetTokens: 2000))
        #expect(request.metadata == ["k": "v"])
        #expect(request.responseFormat == .schema(ResponseFormat.Schema(name: "n", schema: [:], isStrict: true)))
        #expect(request.extras == ProviderFields(origin: "bedrock", fields: ["guardrailConfig": ["trace": "enabled"]]))
    }

    @Test("give tool results their tool's name and messages of their own")
    func results() throws {
        let messages = try read(
            #"{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"calc","input":{"x": 1}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"1"},{"image":{"format":"png","source":{"bytes":"AA"}}}],"status":"error"}},{"cachePoint":{"type":"default"}},{"text":"So?"}]}]}"#
        ).request.messages
        let image = Media(kind: .image, source: .base64("AA"), mediaType: "image/png")
        let result = ToolResult(callID: "a", name: "calc", content: "1", isError: true, media: [image])
        #expect(
            messages == [
                Message(
                    role: .assistant, content: [.toolCall(ToolCall(id: "a", name: "calc", argumentsText: #"{"x":1}"#))]),
                Message(role: .tool, content: [.toolResult(result), .cachePoint(CacheHint())]), .user("So?"),
            ])
    }

    @Test(
        "are refused with the place, what was expected and what was found",
        arguments: [
            ("[]", "the document: expected an object, found an array of 0"),
            ("{}", "/messages: expected a value, found no such member"),
            (#"{"messages":[]}"#, "/messages: expected at least one message, found an array of 0"),
            (
                #"{"messages":[{"role":"tool","content":[]}]}"#,
                #"/messages/0/role: expected "user" or "assistant", found "tool""#
            ),
            (#"{"messages":[{"role":"user","content":"a"}]}"#, "/messages/0/content: expected an array, found \"a\""),
            (
                #"{"messages":[{"role":"user","content":[{}]}]}"#,
                "/messages/0/content/0: expected a block with one member, such as text or toolUse, found an object of 0 members"
            ),
            (
                #"{"messages":[{"role":"user","content":[{"text":1}]}]}"#,
                "/messages/0/content/0/text: expected a string, found 1"
            ),
            (
                #"{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"n","input":"{}"}}]}]}"#,
                "/messages/0/content/0/toolUse/input: expected an object, found \"{}\""
            ),
            (
                #"{"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":0}}"#,
                "/inferenceConfig/maxTokens: expected a whole number above 0, found 0"
            ),
            (
                #"{"messages":[{"role":"user","content":[{"text":"a"}]}],"toolConfig":{"tools":[],"toolChoice":{"none":{}}}}"#,
                "/toolConfig/toolChoice: expected auto, any or tool, found an object of 1 members"
            ),
            (
                #"{"messages":[{"role":"user","content":[{"text":"a"}]}],"requestMetadata":{"k":1}}"#,
                "/requestMetadata/k: expected a string, found 1"
            ),
            (
                #"{"messages":[{"role":"user","content":[{"text":"a"}]}],"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{"}}}}}"#,
                "/outputConfig/textFormat/structure/jsonSchema/schema: expected a JSON schema as a string, found \"{\""
            ),
        ])
    func malformed(_ body: String, _ message: String) {
        let error = #expect(throws: ModelError.self) { try read(body) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message == message)
    }

    @Test("need a model in their path")
    func model() {
        for model in [nil, ""] as [String?] {
            let error = #expect(throws: ModelError.self) {
                try read(#"{"messages":[{"role":"user","content":[{"text":"a"}]}]}"#, model: model)
            }
            #expect(error?.code == .invalidRequest)
        }
    }
}
