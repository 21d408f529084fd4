import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

/// A request that a client of the API sends, which must reach an upstream of the same API with the same content.
@Suite("Anthropic requests through the canonical form")
struct AnthropicRoundTripTests {
    private func through(_ body: JSONValue) throws -> UpstreamCall {
        let asked = try AnthropicClientDialect().request(from: body, model: nil, streams: nil)
        return try AnthropicDialect().call(for: asked.request, streams: asked.streams)
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

    private static let head = #""model":"m","max_tokens":9000"#

    @Test(
        "keep content and options",
        arguments: [
            #""system":"S","messages":[{"role":"user","content":"Hi"}],"stream":true"#,
            #""system":[{"type":"text","text":"S"},{"type":"text","text":"T","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}]"#,
            #""messages":[{"role":"user","content":"a"},{"role":"system","content":"Mind."},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]"#,
            #""messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s1"},{"type":"redacted_thinking","data":"enc"},{"type":"thinking","thinking":"","signature":"s2"},{"type":"text","text":"See."},{"type":"tool_use","id":"toolu_1","name":"calc","input":{"x":1.0,"y":[null,"z"]},"cache_control":{"type":"ephemeral"}},{"type":"tool_use","id":"toolu_2","name":"now","input":{},"caller":{"type":"direct"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"1","cache_control":{"type":"ephemeral","ttl":"5m"}},{"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"pic"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}],"is_error":true},{"type":"text","text":"So?"}]}]"#,
            #""messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"image","source":{"type":"url","url":"https://a.example"}},{"type":"text","text":"after"},{"type":"search_result","source":"s"}]},{"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"1"},{"type":"text","text":"2"}]}]}]"#,
            #""messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a.example"}},{"type":"image","source":{"type":"file","file_id":"f"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi"},"title":"T","context":"C","citations":{"enabled":true},"cache_control":{"type":"ephemeral"}},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}},{"type":"document","source":{"type":"content","content":[]}},{"type":"search_result","source":"s","title":"t","content":[]},{"type":"container_upload","file_id":"g"}]}]"#,
            #""messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"s","content":[]},{"type":"text","text":"It said.","citations":[{"type":"web_search_result_location","url":"u","title":"t","encrypted_index":"e","cited_text":"said"}]}]},{"role":"user","content":"b"}]"#,
            #""messages":[{"role":"user","content":"a"}],"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":5},{"name":"calc","description":"C.","input_schema":{"type":"object","properties":{"x":{"type":"integer","minimum":1}}},"cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"bash_20250124","name":"bash"},{"name":"late","input_schema":{"type":"object"},"defer_loading":true},{"type":"mcp_toolset","mcp_server_name":"x"}],"tool_choice":{"type":"tool","name":"calc","disable_parallel_tool_use":true},"mcp_servers":[{"type":"url","url":"u","name":"x"}]"#,
            #""messages":[{"role":"user","content":"a"}],"temperature":0.5,"top_p":0.9,"top_k":3,"stop_sequences":["X","Y"],"metadata":{"user_id":"u","more":1},"service_tier":"auto","container":{"id":"c"},"cache_control":{"type":"ephemeral","ttl":"1h"}"#,
            #""messages":[{"role":"user","content":"a"}],"thinking":{"type":"enabled","budget_tokens":4000},"output_config":{"effort":"max","task_budget":{"type":"tokens","total":9}}"#,
            #""messages":[{"role":"user","content":"a"}],"thinking":{"type":"adaptive","display":"omitted","later":1},"output_config":{"effort":"low"}"#,
            #""messages":[{"role":"user","content":"a"}],"thinking":{"type":"disabled"}"#,
            #""messages":[{"role":"user","content":"a"}],"output_config":{"effort":"medium","format":{"type":"json_schema","schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}}}"#,
        ])
    func same(_ fields: String) throws {
        let body = try JSONValue(parsing: "{\(Self.head),\(fields)}")
        let call = try through(body)
        #expect(sorted(call.body).text() == sorted(body).text())
        #expect(call.losses.isEmpty)
        // Once more, so that what was sent is what would be read.
        #expect(try through(call.body).body == call.body)
    }

    @Test("name the beta features that the content needs")
    func betas() throws {
        let call = try through(
            JSONValue(
                parsing:
                    #"{\#(Self.head),"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]},{"role":"system","content":"S"}]}"#
            ))
        #expect(call.headers["anthropic-beta"] == "files-api-2025-04-14,mid-conversation-system-2026-04-07")
    }

    @Test("take linear time on a large history")
    func large() throws {
        let text = String(repeating: "word ", count: 20_000)
        let turn: [JSONValue] = [
            ["role": "user", "content": [["type": "text", "text": .string(text)]]],
            ["role": "assistant", "content": [["type": "tool_use", "id": "a", "name": "n", "input": ["x": 1]]]],
            ["role": "user", "content": [["type": "tool_result", "tool_use_id": "a", "content": "ok"]]],
        ]
        let messages = (0..<100).flatMap { _ in turn }
        let call = try through(["model": "m", "max_tokens": 1, "messages": .array(messages)])
        #expect(call.body.serialized().count > 10_000_000)
        #expect(call.losses.isEmpty)
    }
}
