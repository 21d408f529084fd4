internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

/// A turn with a real model: any server of an OpenAI-compatible API whose root, such as `http://127.0.0.1:18080`, is in
/// `LOCAL_LLM_URL`.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["LOCAL_LLM_URL"] != nil, "set LOCAL_LLM_URL to run these"))
struct LiveRunTests {

    @Test func aRealModelAnswersAndItsTurnReplays() async throws {
        let workspace = try TemporaryWorkspace()
        let root = try #require(ProcessInfo.processInfo.environment["LOCAL_LLM_URL"])
        try workspace.write(
            ".agent/agent.json",
            """
            {"models":[{"name":"live","upstream":"openai-chat","base_url":"\(root)/v1","model":"smollm2"}],
             "limits":{"max_steps":4,"max_output_tokens":48}}
            """)
        let run = try await workspace.run(["run", "Say hello in one short sentence.", "--json"])
        // What a small model says or calls is its own affair; that it was asked, billed and recorded is ours.
        #expect([ExitCode.success, .failed].contains(run.code))
        let final = try #require(try run.lines.last)
        #expect(["completed", "step_limit"].contains(final["status"]?.stringValue))
        #expect((final["usage"]?["output_tokens"]?.intValue ?? 0) > 0)
        #expect(final["cost_known"] == false)
        let session = try #require(final["session"]?.stringValue)
        #expect(try await workspace.run(["replay", session]).code == .success)
    }
}
