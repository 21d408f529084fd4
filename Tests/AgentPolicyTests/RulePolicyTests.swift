import AgentPolicy
import AgentPrimitives
import Testing

@Suite struct RulePolicyTests {
    @Test(
        "The standard policy allows what changes nothing",
        arguments: [
            (PolicyRequest.tool("calc", .compute), PolicyDecision.Verdict.allow, "rule 1: allow effect compute"),
            (.tool("fs.read", .read), .allow, "rule 2: allow effect read"),
            (.model("builtin", "builtin/extractive"), .allow, "rule 3: allow model *"),
            (.model("openai-chat", "gpt"), .allow, "rule 3: allow model *"),
            (.sample(.storeMemory(channel: .output)), .allow, "rule 4: allow memory *"),
            (.sample(.storeMemory(channel: .custom("notes"))), .allow, "rule 4: allow memory *"),
            (.sample(.recallMemory(channel: .tool, taint: .untrusted(from: "web"))), .allow, "rule 4: allow memory *"),
            (.tool("fs.write", .write), .deny, "default"),
            (.tool("http.get", .external), .deny, "default"),
            (.tool("calc", .external), .deny, "default"),
            (.sample(.emitEvent(type: "audit")), .deny, "default"),
        ])
    func standard(request: PolicyRequest, verdict: PolicyDecision.Verdict, rule: String) {
        let decision = RulePolicy.standard.evaluate(request)
        #expect(decision.verdict == verdict)
        #expect(decision.rule == rule)
        #expect(!decision.reason.isEmpty)
    }

    @Test("The first rule that matches decides")
    func firstMatchWins() {
        let policy = RulePolicy(
            rules: [
                PolicyRule(.deny, .tool("fs.secret*"), reason: "closed"),
                PolicyRule(.escalate(approvers: ["ops"]), .tool("fs.*"), tags: ["cap:fs.read", "late"]),
                PolicyRule(.allow, .tool("fs.*")),
                PolicyRule(.deny, .anything),
            ], fallback: .allow)
        #expect(
            policy.evaluate(.tool("fs.secrets"))
                == PolicyDecision(.deny, reason: "closed", rule: "rule 1: deny tool fs.secret*"))
        let escalated = policy.evaluate(.tool("fs.read", tags: ["late", "cap:fs.read", "more"]))
        #expect(escalated.verdict == .escalate(approvers: ["ops"]))
        #expect(escalated.rule == "rule 2: escalate tool fs.* tagged cap:fs.read, late")
        #expect(escalated.reason == "escalate tool fs.* tagged cap:fs.read, late")
        #expect(
            policy.evaluate(.tool("fs.read", tags: ["late"])).rule == "rule 3: allow tool fs.*", "all tags are needed")
        #expect(policy.evaluate(.model("a", "b")).rule == "rule 4: deny anything")
    }

    @Test("A memory rule holds both ways, a recall rule for what leaves")
    func memoryBothWays() {
        let policy = RulePolicy(rules: [
            PolicyRule(.deny, .recall("tool"), tags: ["untrusted"]), PolicyRule(.allow, .memory("tool")),
        ])
        let (store, recall) = (
            PolicyRequest.Action.storeMemory(channel: .tool),
            PolicyRequest.Action.recallMemory(channel: .tool, taint: .untrusted(from: "web"))
        )
        #expect(policy.evaluate(.sample(store, tags: ["untrusted"])).verdict == .allow)
        #expect(
            policy.evaluate(.sample(recall, tags: ["untrusted"])).rule == "rule 1: deny recall tool tagged untrusted")
        #expect(policy.evaluate(.sample(recall)).verdict == .allow)
        let other = PolicyRequest.Action.recallMemory(channel: .input, taint: .trusted)
        #expect(policy.evaluate(.sample(other)).reason == "no rule matches recall input")
    }

    @Test("Without a match the default decides, and says for what, without the arguments")
    func fallback() {
        let denied = RulePolicy(rules: []).evaluate(.tool("fs.write", .write))
        #expect(
            denied
                == PolicyDecision(.deny, reason: "no rule matches tool fs.write with effect write", rule: "default"))
        let policy = RulePolicy(rules: [], fallback: .escalate(approvers: []))
        #expect(policy.evaluate(.model("p", "m")).verdict == .escalate(approvers: []))
        #expect(policy.evaluate(.model("p", "m")).reason == "no rule matches model m of provider p")
        #expect(policy.evaluate(.sample(.emitEvent(type: "e"))).reason == "no rule matches event e")
        #expect(policy.evaluate(.sample(.storeMemory(channel: .tool))).reason == "no rule matches memory tool")
    }

    @Test(
        "Each subject matches its own kind of request only",
        arguments: [
            (PolicyRule.Subject.anything, [true, true, true, true], "anything"),
            (.tool(), [true, false, false, false], "tool *"),
            (.tool("fs.read", effect: .read), [true, false, false, false], "tool fs.read with effect read"),
            (.tool("fs.read", effect: .write), [false, false, false, false], "tool fs.read with effect write"),
            (.tool("fs.r", effect: nil), [false, false, false, false], "tool fs.r"),
            (.model(), [false, true, false, false], "model *"),
            (.model(name: "gpt-?"), [false, true, false, false], "model gpt-?"),
            (.model(provider: "openai*", name: "*5"), [false, true, false, false], "model *5 of provider openai*"),
            (.model(provider: "gemini"), [false, false, false, false], "model * of provider gemini"),
            (.event("audit.*"), [false, false, true, false], "event audit.*"),
            (.event("other"), [false, false, false, false], "event other"),
            (.memory("output"), [false, false, false, true], "memory output"),
            (.memory("input"), [false, false, false, false], "memory input"),
        ])
    func subjects(subject: PolicyRule.Subject, expected: [Bool], text: String) {
        let requests: [PolicyRequest] = [
            .tool("fs.read"), .model("openai-chat", "gpt-5"), .sample(.emitEvent(type: "audit.deny")),
            .sample(.storeMemory(channel: .output)),
        ]
        #expect(requests.map(PolicyRule(.allow, subject).matches) == expected)
        #expect(subject.description == text)
    }
}
