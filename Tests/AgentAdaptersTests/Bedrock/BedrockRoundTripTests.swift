import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

/// A request that a client of the API sends, which must reach an upstream of the same API with the same content.
@Suite("Bedrock requests through the canonical form")
struct BedrockRoundTripTests {
    private func through(_ body: JSONValue) throws -> UpstreamCall {
        let asked = try BedrockClientDialect().request(from: body, model: "anthropic.claude", streams: true)
        return try BedrockDialect().call(for: asked.request, streams: asked.streams)
    }

    /// Members in any order are the same request.
    private func sorted(_ json: JSONValue) -> JSONValue {
        switch json {
        case .object(let object):
            .object(
                JSONObject(object.members.sorted { $0.key < $1.key }.map { (key: $0.key, value: sorted($0.value)) }))
        case .array(let elements): .array(elements.map(sorted))
        default: json
        }
    }

    private static let user = #""messages":[{"role":"user","content":[{"text":"a"}]}]"#

    @Test(
        "keep content and options",
        arguments: [
            #"{\#(user)}"#,
            #"{\#(user),"inferenceConfig":{"maxTokens":5,"temperature":0.5,"topP":1,"stopSequences":["X"]}}"#,
            #"{\#(user),"inferenceConfig":{"temperature":1}}"#,
            #"{\#(user),"system":[{"text":"S"},{"cachePoint":{"type":"default","ttl":"1h"}},{"guardContent":{"text":{"text":"g","qualifiers":["query"]}}}]}"#,
            #"{\#(user),"additionalModelRequestFields":{"top_k":3,"anthropic_beta":["x"]},"additionalModelResponseFieldPaths":["/stop_sequence"]}"#,
            #"{\#(user),"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000,"later":1},"output_config":{"effort":"low"}}}"#,
            #"{\#(user),"additionalModelRequestFields":{"thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"max","later":1}}}"#,
            #"{\#(user),"additionalModelRequestFields":{"inferenceConfig":{"topK":3}}}"#,
            #"{\#(user),"guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"performanceConfig":{"latency":"optimized"},"serviceTier":{"type":"flex"},"requestMetadata":{"k":"v"},"promptVariables":{"x":{"text":"y"}}}"#,
            #"{\#(user),"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"integer\",\"minimum\":3}"}}}}}"#,
            #"{\#(user),"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\"}","name":"n","description":"d"}}},"later":1}}"#,
            #"{\#(user),"toolConfig":{"tools":[{"cachePoint":{"type":"default"}},{"toolSpec":{"name":"a","description":"d","inputSchema":{"json":{"type":"object","properties":{}}},"strict":true}},{"cachePoint":{"type":"default","ttl":"5m"}},{"systemTool":{"name":"nova_grounding"}},{"toolSpec":{"name":"b","inputSchema":{"json":{}},"later":1}},{"systemTool":{"name":"z"}}],"toolChoice":{"auto":{}}}}"#,
            #"{\#(user),"toolConfig":{"tools":[{"toolSpec":{"name":"a","inputSchema":{"json":{}}}}],"toolChoice":{"any":{}},"later":1}}"#,
            #"{\#(user),"toolConfig":{"tools":[{"toolSpec":{"name":"a","inputSchema":{"json":{}}}}],"toolChoice":{"tool":{"name":"a"}}}}"#,
            #"{"messages":[{"role":"user","content":[{"text":"a"},{"cachePoint":{"type":"default"}},{"image":{"format":"png","source":{"bytes":"AAAA"}}},{"image":{"format":"jpeg","source":{"s3Location":{"uri":"s3://b/k","bucketOwner":"1"}}}},{"document":{"format":"md","name":"Notes 1","source":{"text":"t"},"citations":{"enabled":true},"context":"c"}},{"document":{"format":"pdf","name":"x","source":{"content":[{"text":"t"}]}}},{"video":{"format":"mp4","source":{"bytes":"AA=="}}},{"audio":{"format":"wav","source":{"bytes":"AA=="}}},{"searchResult":{"source":"s","title":"t","content":[{"text":"x"}]}},{"guardContent":{"image":{"format":"png","source":{"bytes":"AA=="}}}},{"novelty":{"x":1}}]}]}"#,
            #"{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}},{"reasoningContent":{"reasoningText":{"text":"unsigned"}}},{"reasoningContent":{"redactedContent":"AQID"}},{"citationsContent":{"content":[{"text":"c"}],"citations":[{"title":"T"},{"source":"s","later":1}]}},{"citationsContent":{"content":[{"text":"c"},{"text":"d"}],"citations":[{"title":"T"}]}},{"text":"b"},{"toolUse":{"toolUseId":"s","name":"g","input":{"q":1},"type":"server_tool_use"}},{"toolResult":{"toolUseId":"s","content":[{"json":{}}],"type":"x"}},{"toolUse":{"toolUseId":"a","name":"n","input":{"x":1.50,"y":[1,null]}}},{"toolUse":{"toolUseId":"b","name":"n","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"1"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}],"status":"success"}},{"cachePoint":{"type":"default"}},{"toolResult":{"toolUseId":"b","content":[{"json":{"a":1}},{"text":""},{"document":{"format":"pdf","name":"d","source":{"bytes":"AA=="}}}],"status":"error"}},{"text":"So?"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"n","inputSchema":{"json":{}}}}]}}"#,
        ])
    func same(_ text: String) throws {
        let body = try JSONValue(parsing: text)
        let call = try through(body)
        #expect(sorted(call.body).text() == sorted(body).text())
        #expect(call.losses.isEmpty)
        // Once more, so that what was sent is what would be read.
        #expect(try through(call.body).body == call.body)
    }

    @Test("carry the state of other providers to a client and back to its origin")
    func foreignState() throws {
        let states = [
            ProviderState(origin: "anthropic", data: "a;b"), ProviderState(origin: "openai-responses", data: "é"),
        ]
        for state in states + [.bedrock("own")] {
            #expect(BedrockSignature.read(BedrockSignature.write(state)) == state)
        }
        for state in states + [.bedrock("AQID"), .bedrock("b3JpZ2lu"), .bedrock("")] {
            let blob = BedrockSignature.writeBlob(state)
            #expect(BedrockBlob.decode(blob) != nil)
            #expect(BedrockSignature.readBlob(blob) == state)
        }
    }

    @Test("mean the same to other APIs, as far as they have a place for it")
    func elsewhere() throws {
        let body = try JSONValue(
            parsing:
                #"{"system":[{"guardContent":{"text":{"text":"G"}}}],"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"n","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"json":{"x":1}}]}}]}]}"#
        )
        let asked = try BedrockClientDialect().request(from: body, model: "m", streams: false)
        #expect(asked.request.system == "G")
        guard case .toolResult(let result)? = asked.request.messages[2].content.first else {
            Issue.record("no result")
            return
        }
        #expect(result == ToolResult(callID: "a", name: "n", content: #"{"x":1}"#))
        #expect(asked.request.maxOutputTokens == 8192)
    }

    @Test("take linear time on a large history")
    func large() throws {
        let text = String(repeating: "word ", count: 20_000)
        let turn: [JSONValue] = [
            ["role": "user", "content": [["text": .string(text)]]],
            ["role": "assistant", "content": [["toolUse": ["toolUseId": "a", "name": "n", "input": ["x": 1]]]]],
            ["role": "user", "content": [["toolResult": ["toolUseId": "a", "content": [["text": "ok"]]]]]],
            ["role": "assistant", "content": [["text": "Well."]]],
        ]
        let tools: JSONValue = ["tools": [["toolSpec": ["name": "n", "inputSchema": ["json": [:]]]]]]
        let messages = (0..<100).flatMap { _ in turn }
        let call = try through(["messages": .array(messages), "toolConfig": tools])
        #expect(call.body.serialized().count > 10_000_000)
        #expect(call.losses.isEmpty)
    }
}
