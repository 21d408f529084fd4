import AgentAdapters
import AgentPrimitives
import Testing

@Suite("Responses requests, read and written again")
struct ResponsesRoundTripTests {
    /// A request, and what it says again after it went through the canonical form.
    private func again(_ body: JSONValue) throws -> (body: JSONValue, losses: [TranslationLoss]) {
        let asked = try ResponsesClientDialect().request(from: body, model: nil, streams: nil)
        let call = try ResponsesDialect().call(for: asked.request, streams: asked.streams)
        return (call.body, asked.losses + call.losses)
    }

    /// Checks that each member of a request comes out as it went in.
    private func check(_ text: String) throws {
        let body = try JSONValue(parsing: text)
        let (written, losses) = try again(body)
        #expect(losses.isEmpty, "\(losses)")
        for (key, value) in body.objectValue?.members ?? [] {
            #expect(Self.sorted(written[key] ?? .null) == Self.sorted(value), "\(key)")
        }
        // What was not asked is not asked now, but for what makes the call stateless.
        let added = Set(written.objectValue?.keys ?? []).subtracting(body.objectValue?.keys ?? [])
        #expect(added.isSubset(of: ["store", "stream", "include"]), "\(added)")
    }

    /// The value with members by name, as their order means nothing.
    private static func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(sorted))
        case .object(let object):
            .object(
                JSONObject(object.members.map { (key: $0.key, value: sorted($0.value)) }.sorted { $0.key < $1.key }))
        default: value
        }
    }

    @Test("keep items of every kind, in order")
    func items() throws {
        try check(
            #"""
            {"model":"m","input":[
            {"type":"message","role":"system","content":[{"type":"input_text","text":"A"}]},
            {"type":"message","role":"developer","content":[{"type":"input_text","text":"B"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"C"},{"type":"input_image","image_url":"data:image/png;base64,aGk=","detail":"high"},{"type":"input_image","file_id":"file_1"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,aGk="},{"type":"input_file","file_url":"https://a.example"},{"type":"input_audio","input_audio":{"data":"aGk=","format":"wav"}},{"type":"input_video","video_url":"https://a.example/v"}]},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"D"},{"type":"summary_text","text":"E"}],"encrypted_content":"x"},
            {"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"F","annotations":[{"type":"url_citation","start_index":0,"end_index":1,"url":"https://a.example","title":"A"},{"type":"file_path","file_id":"f","index":1}]},{"type":"refusal","refusal":"G"}]},
            {"type":"function_call","call_id":"a","name":"f","namespace":"n","arguments":"{ \"x\" : 1 }"},
            {"type":"function_call","call_id":"b","name":"g","arguments":"{broken"},
            {"type":"custom_tool_call","id":"ctc_1","call_id":"c","name":"apply_patch","input":"*** Begin"},
            {"type":"function_call_output","call_id":"b","output":"H"},
            {"type":"custom_tool_call_output","call_id":"c","output":"ok"},
            {"type":"function_call_output","call_id":"a","output":[{"type":"input_text","text":"I"},{"type":"input_image","image_url":"https://a.example/i"}]},
            {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"y"},
            {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"J"}]},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"K"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"L"}]},
            {"type":"compaction","id":"cmp_1","encrypted_content":"z"}]}
            """#)
    }

    @Test("keep the settings and the fields that only this API has")
    func settings() throws {
        try check(
            #"""
            {"model":"m","input":[],"instructions":"Be brief.","stream":true,"store":true,
            "include":["message.output_text.logprobs"],"top_logprobs":3,"max_tool_calls":4,"truncation":"auto",
            "service_tier":"flex","prompt_cache_key":"k","previous_response_id":"resp_0","background":null,
            "context_management":[{"type":"compaction"}],"max_output_tokens":99,"temperature":0.5,"top_p":0.9,
            "parallel_tool_calls":false,"reasoning":{"effort":"high","summary":"auto","context":"all"},
            "text":{"format":{"type":"json_schema","name":"n","description":"d","schema":{"type":"object"},"strict":false},"verbosity":"low"},
            "user":"u","safety_identifier":"s","metadata":{"a":"b","c":"d"},"prompt_cache_retention":"24h"}
            """#)
        try check(#"{"model":"m","input":[],"safety_identifier":"s","reasoning":{"effort":"none"}}"#)
        try check(#"{"model":"m","input":[],"text":{"verbosity":"low"},"reasoning":{"summary":"auto"}}"#)
        try check(#"{"model":"m","input":[],"text":{"format":{"type":"json_object"}},"stream":false}"#)
    }

    @Test("keep tools of the provider among functions, and strictness as it was asked")
    func tools() throws {
        try check(
            #"""
            {"model":"m","input":[],"tools":[{"type":"web_search","filters":{"allowed_domains":["a.example"]}},
            {"type":"function","name":"f","description":"F","parameters":{"type":"object","properties":{}},"strict":true},
            {"type":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
            {"type":"function","name":"g","parameters":{"type":"object"},"defer_loading":true},
            {"type":"mcp","server_label":"s","server_url":"https://a.example"}],
            "tool_choice":{"type":"custom","name":"apply_patch"}}
            """#)
    }

    @Test(
        "keep every choice among tools",
        arguments: [
            #""auto""#, #""none""#, #""required""#, #"{"type":"function","name":"f"}"#, #"{"type":"web_search"}"#,
            #"{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]}"#,
            #"{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"},{"type":"web_search"}]}"#,
        ])
    func choices(_ choice: String) throws {
        let body = try JSONValue(
            parsing: #"{"model":"m","input":[],"tools":[{"type":"function","name":"f"}],"tool_choice":\#(choice)}"#)
        let written = try again(body).body["tool_choice"]
        #expect(try written ?? "auto" == JSONValue(parsing: choice))
    }

    @Test("take ten megabytes in linear time")
    func large() throws {
        let text = JSONValue.string(String(repeating: "x", count: 100))
        let item: JSONValue = ["role": "user", "content": [["type": "input_text", "text": text]]]
        let call: JSONValue = ["type": "function_call", "call_id": "a", "name": "f", "arguments": text]
        let items = (0..<60_000).map { $0 < 30_000 ? item : call }
        let (written, _) = try again(["model": "m", "input": .array(items)])
        #expect(written["input"]?.arrayValue?.count == items.count)
    }
}
