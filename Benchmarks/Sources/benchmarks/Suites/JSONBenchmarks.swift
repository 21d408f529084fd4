import AgentRuntime
import Foundation

/// The JSON parser beside Foundation's, on a chat document of about 100 KB.
enum JSONBenchmarks {
    static func all() -> [Benchmark] {
        let document = chat()
        let data = Data(document)
        let count = 40
        return [
            Benchmark(
                "json/parse/chat", .megabytesPerSecond, target: .timesPeer(5),
                peer: Benchmark.Peer(name: "JSONSerialization") {
                    for _ in 0..<count { _ = try JSONSerialization.jsonObject(with: data) }
                    return count * data.count
                }
            ) {
                for _ in 0..<count {
                    let value = try JSONValue(parsing: document)
                    precondition(value["messages"] != nil)
                }
                return count * document.count
            },
            Benchmark("json/serialize/chat", .megabytesPerSecond) {
                let value = try JSONValue(parsing: document)
                for _ in 0..<count { precondition(value.serialized().count > 0) }
                return count * document.count
            },
        ]
    }

    /// A conversation as model APIs exchange it: short keys, long texts, tool calls, some numbers and escapes.
    private static func chat() -> [UInt8] {
        var messages: [JSONValue] = []
        while messages.count < 200 {
            let turn = messages.count
            messages.append([
                "role": "user",
                "content": .string("Question \(turn): how does the log keep its events in order after a crash?"),
            ])
            messages.append([
                "role": "assistant",
                "content": .string(
                    String(repeating: "The \"head\" names the last event;\nits hash seals all before it. ", count: 11)),
                "tool_calls": [
                    [
                        "id": .string("call_\(turn)"), "type": "function",
                        "function": ["name": "fs_search", "arguments": #"{"query":"event log","limit":5}"#],
                    ]
                ],
                "usage": ["prompt_tokens": .int(1000 + turn), "completion_tokens": 187, "cost": 0.00123],
            ])
        }
        return JSONValue.object(["model": "m", "stream": false, "messages": .array(messages)]).serialized()
    }
}
