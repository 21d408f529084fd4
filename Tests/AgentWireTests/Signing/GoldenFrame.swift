internal import Testing

/// Signed frames whose canonical form, checksum and signature were computed apart from this package (with Python's json,
/// hashlib and hmac).
struct GoldenFrame: CustomTestStringConvertible {
    let testDescription: String
    let keyID: String
    let secret: String
    /// The frame as a peer would send it.
    let text: String
    /// RFC 8785 form of all members but `sig`.
    let canonical: String
    /// SHA-256 of the RFC 8785 form of all members but `sig` and `checksum`.
    let checksum: String
    let signature: String

    static let all = [
        GoldenFrame(
            testDescription: "opening", keyID: "k1", secret: "a shared secret of the first key",
            text: #"""
                {"sig": "c72c62c2b37ecfc85708ad6c4f79d0c67eda40862150c17761fb0c51f8c26124", "nonce": "n-0001", "\#
                kid": "k1", "payload": {"type": "agent.result.partial", "content": {"prompt": "hello"}}, "meta":\#
                 {}, "window": {"max_parallel": 4, "max_tokens": 5000, "max_usd_micros": 1000000}, "ttl": 5, "qo\#
                s": "gold", "flags": ["SYN"], "frag_seq": 0, "msg_seq": 1, "stream_id": "task_1", "session_id": \#
                "sess_1", "v": 1}
                """#,
            canonical: #"""
                {"flags":["SYN"],"frag_seq":0,"kid":"k1","meta":{},"msg_seq":1,"nonce":"n-0001","payload":{"cont\#
                ent":{"prompt":"hello"},"type":"agent.result.partial"},"qos":"gold","session_id":"sess_1","strea\#
                m_id":"task_1","ttl":5,"v":1,"window":{"max_parallel":4,"max_tokens":5000,"max_usd_micros":10000\#
                00}}
                """#,
            checksum: "8e540f46a436ac4a41b7d7670fa81827c554c241010f093bae80a43212038e31",
            signature: "c72c62c2b37ecfc85708ad6c4f79d0c67eda40862150c17761fb0c51f8c26124"),
        GoldenFrame(
            testDescription: "unicode and numbers", keyID: "k2", secret: "schlüssel-zwei",
            text: #"""
                {"sig": "9a700372b7f165ab9b15d95248b793651360a19773b23e8605d3e2f913604f9c", "checksum": "e9b4216\#
                d21a866b322879cf8f9ba16efffed904136bf7b7b11fd9aa4c1e1dedb", "nonce": "n-0002", "kid": "k2", "lat\#
                er_field": {"b": true, "a": false}, "payload": {"type": "agent.result.partial", "content": {"tex\#
                t": "Zeile 1\nZeile \"2\"\t\\ \u00e9 \u0001 \u2028 \ud83d\ude00", "\ud83d\ude00": 1, "\ufb33": 2\#
                , "numbers": [0.1, 1.0, 100, 1e+21, 1e-07, -0.5, 333333333.3333333]}, "confidence": 0.25, "cost_\#
                est": {"in_tokens": 12, "out_tokens": 0, "usd_micros": 350}, "persona_id": "p1", "seq": 3}, "met\#
                a": {"task_type": "review", "languages": ["de", "\u65e5\u672c\u8a9e"], "data_scope": ["public"],\#
                 "trace": {"parent_span": "a1", "trace_id": "18446744073709551615"}, "later": [1, 2.5, {"x": nul\#
                l}]}, "window": {"max_parallel": 4, "max_tokens": 5000, "max_usd_micros": 1000000}, "ttl": 0, "q\#
                os": "bronze", "flags": ["MORE", "ECN"], "frag_seq": 0, "msg_seq": 9007199254740991, "stream_id"\#
                : "task_1", "session_id": "sess_1", "v": 1}
                """#,
            canonical: #"""
                {"checksum":"e9b4216d21a866b322879cf8f9ba16efffed904136bf7b7b11fd9aa4c1e1dedb","flags":["MORE","\#
                ECN"],"frag_seq":0,"kid":"k2","later_field":{"a":false,"b":true},"meta":{"data_scope":["public"]\#
                ,"languages":["de","日本語"],"later":[1,2.5,{"x":null}],"task_type":"review","trace":{"parent_span"\#
                :"a1","trace_id":"18446744073709551615"}},"msg_seq":9007199254740991,"nonce":"n-0002","payload":\#
                {"confidence":0.25,"content":{"numbers":[0.1,1,100,1e+21,1e-7,-0.5,333333333.3333333],"text":"Ze\#
                ile 1\nZeile \"2\"\t\\ é \u0001 \#u{2028} 😀","😀":1,"דּ":2},"cost_est":{"in_tokens":12,"out_tokens":0,"usd\#
                _micros":350},"persona_id":"p1","seq":3,"type":"agent.result.partial"},"qos":"bronze","session_i\#
                d":"sess_1","stream_id":"task_1","ttl":0,"v":1,"window":{"max_parallel":4,"max_tokens":5000,"max\#
                _usd_micros":1000000}}
                """#,
            checksum: "e9b4216d21a866b322879cf8f9ba16efffed904136bf7b7b11fd9aa4c1e1dedb",
            signature: "9a700372b7f165ab9b15d95248b793651360a19773b23e8605d3e2f913604f9c"),
        GoldenFrame(
            testDescription: "final", keyID: "k1", secret: "a shared secret of the first key",
            text: #"""
                {"sig": "4bb29ea07c634b81682f7951f7b206aa7501919f8f83a3984a7cde644d87b4cc", "checksum": "10b5944\#
                eeac0b4ec33c6a8b0d0e3a6f797e38347d50149b880460bbdcd0d2791", "nonce": "n-0003", "kid": "k1", "pay\#
                load": {"type": "agent.result.final", "content": "done", "confidence": 1.0, "expiry_ms": 15000},\#
                 "meta": {}, "window": {"max_parallel": 4, "max_tokens": 5000, "max_usd_micros": 1000000}, "ttl"\#
                : 5, "qos": "silver", "flags": [], "frag_seq": 0, "msg_seq": 2, "stream_id": "task_1", "session_\#
                id": "sess_1", "v": 1}
                """#,
            canonical: #"""
                {"checksum":"10b5944eeac0b4ec33c6a8b0d0e3a6f797e38347d50149b880460bbdcd0d2791","flags":[],"frag_\#
                seq":0,"kid":"k1","meta":{},"msg_seq":2,"nonce":"n-0003","payload":{"confidence":1,"content":"do\#
                ne","expiry_ms":15000,"type":"agent.result.final"},"qos":"silver","session_id":"sess_1","stream_\#
                id":"task_1","ttl":5,"v":1,"window":{"max_parallel":4,"max_tokens":5000,"max_usd_micros":1000000\#
                }}
                """#,
            checksum: "10b5944eeac0b4ec33c6a8b0d0e3a6f797e38347d50149b880460bbdcd0d2791",
            signature: "4bb29ea07c634b81682f7951f7b206aa7501919f8f83a3984a7cde644d87b4cc"),
    ]
}
