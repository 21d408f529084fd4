import AgentPolicy
import AgentPrimitives
import Testing

@Suite struct RulePolicyJSONTests {
    @Test func readsEveryKindOfRule() throws {
        let policy = try RulePolicy(
            JSONValue(
                parsing: """
                    {"rules": [
                      {"tool": "fs.*", "effect": "read", "tags": ["b", "a"], "verdict": "allow", "reason": "open"},
                      {"effect": "external", "verdict": "escalate", "approvers": ["ops", "sec"]},
                      {"tool": "calc", "verdict": "escalate"},
                      {"provider": "openai-chat", "model": "gpt-*", "verdict": "allow"},
                      {"event": "audit.*", "verdict": "deny"},
                      {"memory": "output", "verdict": "allow"},
                      {"any": true, "tags": ["untrusted"], "verdict": "deny"}],
                     "default": "allow"}
                    """))
        #expect(
            policy
                == RulePolicy(
                    rules: [
                        PolicyRule(.allow, .tool("fs.*", effect: .read), tags: ["a", "b"], reason: "open"),
                        PolicyRule(.escalate(approvers: ["ops", "sec"]), .tool(effect: .external)),
                        PolicyRule(.escalate(approvers: []), .tool("calc")),
                        PolicyRule(.allow, .model(provider: "openai-chat", name: "gpt-*")),
                        PolicyRule(.deny, .event("audit.*")),
                        PolicyRule(.allow, .memory("output")),
                        PolicyRule(.deny, .anything, tags: ["untrusted"]),
                    ], fallback: .allow))
    }

    @Test func withoutADefaultTheRestIsDenied() throws {
        #expect(try RulePolicy(["rules": []]) == RulePolicy(rules: [], fallback: .deny))
    }

    @Test(
        "Each mistake is named with its path",
        arguments: [
            ("[]", "wrongType: /policy: expected an object; found []."),
            (
                "{}",
                "missingKey: /policy: expected the key 'rules', a list of rules; found none. An empty list is allowed."
            ),
            (#"{"rules":{}}"#, "wrongType: /policy/rules: expected a list; found {}."),
            (
                #"{"rules":[],"defualt":"deny"}"#,
                "unknownKey: /policy/defualt: expected one of rules, default; found 'defualt'. Did you mean 'default'?"
            ),
            (
                #"{"rules":[],"default":"permit"}"#,
                "invalidValue: /policy/default: expected one of allow, deny, escalate; found \"permit\"."
            ),
            (#"{"rules":[],"default":true}"#, "wrongType: /policy/default: expected a text; found true."),
            (
                #"{"rules":[{"tool":"a","verdict":"allow"},{"tol":"a","verdict":"allow"}]}"#,
                "unknownKey: /policy/rules/1/tol: expected one of tool, effect, provider, model, event, memory, recall, any, "
                    + "tags, verdict, reason, approvers; found 'tol'. Did you mean 'tool'?"
            ),
            (
                #"{"rules":[{"verdict":"deny","tool":"a","verdict":"allow"}]}"#,
                "duplicateKey: /policy/rules/0/verdict: expected 'verdict' once, found it again. Keep one."
            ),
            (
                #"{"rules":[{"tool":"a"}]}"#,
                "missingKey: /policy/rules/0: expected the key 'verdict' with allow, deny or escalate; found none."
            ),
            (
                #"{"rules":[{"tool":"a","verdict":"alow"}]}"#,
                "invalidValue: /policy/rules/0/verdict: expected one of allow, deny, escalate; found \"alow\". "
                    + "Did you mean 'allow'?"
            ),
            (
                #"{"rules":[{"verdict":"allow"}]}"#,
                "missingKey: /policy/rules/0: expected what the rule is about (tool, effect, provider, model, event, memory "
                    + "or recall); found none. Write \"any\": true for a rule about everything."
            ),
            (
                #"{"rules":[{"tool":"a","event":"b","verdict":"allow"}]}"#,
                "conflictingKeys: /policy/rules/0: expected one subject (tool and effect, provider and model, event, memory, "
                    + "recall, or any), found tool, event. Split the rule."
            ),
            (
                #"{"rules":[{"any":false,"verdict":"allow"}]}"#,
                "invalidValue: /policy/rules/0/any: expected true; found false."
            ),
            (
                #"{"rules":[{"effect":"reads","verdict":"allow"}]}"#,
                "invalidValue: /policy/rules/0/effect: expected one of compute, read, write, external; found \"reads\". "
                    + "Did you mean 'read'?"
            ),
            (
                #"{"rules":[{"tool":"","verdict":"allow"}]}"#,
                "invalidValue: /policy/rules/0/tool: expected a text that is not empty; found \"\"."
            ),
            (
                #"{"rules":[{"tool":"a","tags":"t","verdict":"allow"}]}"#,
                "wrongType: /policy/rules/0/tags: expected a list; found \"t\"."
            ),
            (
                #"{"rules":[{"tool":"a","tags":[1],"verdict":"allow"}]}"#,
                "wrongType: /policy/rules/0/tags/0: expected a text; found 1."
            ),
            (
                #"{"rules":[{"tool":"a","tags":[],"verdict":"allow"}]}"#,
                "invalidValue: /policy/rules/0/tags: expected at least one text; leave the key out for none; found []."
            ),
            (
                #"{"rules":[{"tool":"a","verdict":"deny","approvers":["x"]}]}"#,
                "conflictingKeys: /policy/rules/0/approvers: expected 'approvers' beside the verdict escalate only. "
                    + "Remove it, or escalate."
            ),
        ])
    func refuses(text: String, expected: String) throws {
        let document = try JSONValue(parsing: text)
        let error = #expect(throws: PolicyError.self) {
            try RulePolicy(document, at: JSONPointer.root.appending(key: "policy"))
        }
        #expect(error?.description == expected)
    }

    @Test("Damaged documents give an error or a policy, never a crash")
    func survivesMutation() throws {
        let seed = Array(
            #"{"rules":[{"tool":"fs.*","effect":"read","tags":["a"],"verdict":"deny"}],"default":"deny"}"#.utf8)
        let random = SeededRandomSource(seed: 11)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0...random.next() % 3 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 128)
            }
            guard let document = try? JSONValue(parsing: bytes) else { continue }
            do throws(PolicyError) {
                _ = try RulePolicy(document).evaluate(.tool("fs.read"))
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }
}
