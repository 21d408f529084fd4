internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct MemoryCommandsTests {
    private let workspace: TemporaryWorkspace

    init() throws {
        workspace = try TemporaryWorkspace()
    }

    @Test func remembersAndFinds() async throws {
        let put = try await workspace.run([
            "memory", "put", "hours", "The museum opens at nine.", "--tag", "museum", "--tag", "x", "--meta", "k=v=w",
            "--channel", "facts", "--ttl", "30d", "--source", "hours.md", "--untrusted", "web", "--json",
        ])
        #expect(put.code == .success)
        let record = try put.document
        #expect(record["tags"] == ["museum", "x"])
        #expect(record["metadata"] == ["k": "v=w"])
        #expect(record["provenance"] == ["source": "hours.md"])
        #expect(record["taint"] == ["web"])
        #expect((record["expires_us"]?.intValue ?? 0) - (record["time_us"]?.intValue ?? 0) == 30 * 86_400_000_000)
        #expect(try await workspace.run(["memory", "get", "hours", "--json"]).document == record)
        #expect(try await workspace.run(["memory", "get", "hours"]).output == "The museum opens at nine.\n")
        for mode in ["hybrid", "text", "vector"] {
            let found = try await workspace.run(["memory", "search", "museum opens?", "--mode", mode, "--json"])
            #expect(try found.document["matches"]?[0]?["record"] == record)
        }
        let lines = try await workspace.run(["memory", "search", "museum", "--tag", "museum", "--limit", "1"]).output
        #expect(lines.contains("hours  facts [museum, x] (untrusted: web)"))
        #expect(try await workspace.run(["memory", "search", "museum", "--tag", "other"]).output.contains("Nothing"))
        #expect(try await workspace.run(["memory", "search", "?!\"", "--json"]).document == ["matches": []])
    }

    @Test func readsTheTextFromStandardInput() async throws {
        let put = try await workspace.run(["memory", "put", "a", "-"], input: "line 1\nline 2\n")
        #expect(put.code == .success)
        #expect(try await workspace.run(["memory", "get", "a"]).output == "line 1\nline 2\n\n")
        let bytes = try await CapturedRun(
            ["memory", "put", "b", "-", "--workspace", workspace.path], input: [0xFF, 0xFE])
        #expect(bytes.code == .usage)
        let large = try await workspace.run(["memory", "put", "b", "-"], input: String(repeating: "x", count: 2 << 20))
        #expect(large.code == .failed)
        #expect(large.errors.contains("too large"))
    }

    @Test func tellsWhatIsMissing() async throws {
        for _ in 0..<2 {
            let missing = try await workspace.run(["memory", "get", "nobody"])
            #expect(missing.code == .failed)
            #expect(missing.errors.contains(#"expected the key of a record that is not expired, found "nobody""#))
            _ = try await workspace.run(["memory", "put", "a", "b"])
        }
        let erase = try await workspace.run(["memory", "erase", "nobody", "--yes"])
        #expect(erase.code == .failed)
    }

    @Test func makesNoFileByLooking() async throws {
        for words in [["search", "x"], ["stats"], ["export"], ["erase", "--all", "--yes"]] {
            #expect(try await workspace.run(["memory"] + words).code == .success)
        }
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/.agent"))
        #expect(try await workspace.run(["memory", "stats", "--json"]).document["records"] == 0)
    }

    @Test func exportsLinesInOrder() async throws {
        for number in 0..<70 {
            let tag = number.isMultiple(of: 2) ? "even" : "odd"
            _ = try await workspace.run(["memory", "put", "\(number)", "text \(number)", "--tag", tag])
        }
        let all = try await workspace.run(["memory", "export"]).lines
        #expect(all.map { $0["id"]?.stringValue } == (0..<70).map { "\($0)" })
        #expect(try await workspace.run(["memory", "export", "--tag", "odd"]).lines.count == 35)
        #expect(try await workspace.run(["memory", "export", "--channel", "tool"]).output.isEmpty)
        let stats = try await workspace.run(["memory", "stats", "--json"]).document
        #expect(stats["records"] == 70)
        #expect(stats["channels"] == ["notes": 70])
    }

    @Test func erasesOnlyWhatIsMeant() async throws {
        for (key, tag) in [("a", "x"), ("b", "x"), ("c", "y")] {
            _ = try await workspace.run(["memory", "put", key, "text", "--tag", tag])
        }
        for words in [["a"], ["--tag", "x"], ["--all"], [], ["a", "--all", "--yes"], ["a", "--tag", "x", "--yes"]] {
            #expect(try await workspace.run(["memory", "erase"] + words).code == .usage, "\(words)")
        }
        #expect(try await workspace.run(["memory", "stats", "--json"]).document["records"] == 3)
        let tagged = try await workspace.run(["memory", "erase", "--tag", "x", "--yes", "--json"]).document
        #expect(tagged == ["erased": 2, "ids": ["a", "b"]])
        #expect(try await workspace.run(["memory", "erase", "c", "--yes"]).output == "Erased 1 record.\n")
        #expect(try await workspace.run(["memory", "erase", "--all", "--yes"]).output == "Erased 0 records.\n")
    }

    @Test func goesThroughThePolicy() async throws {
        _ = try await workspace.run(["memory", "put", "open", "common text"])
        _ = try await workspace.run(["memory", "put", "closed", "common text", "--channel", "private"])
        _ = try await workspace.run(["memory", "put", "web", "common text", "--untrusted", "web"])
        try workspace.write(
            ".agent/agent.json",
            """
            {"policy": {"rules": [
                {"recall": "private", "verdict": "deny", "reason": "private notes stay"},
                {"memory": "system", "verdict": "escalate", "approvers": ["ops"]},
                {"any": true, "tags": ["untrusted"], "verdict": "deny"},
                {"memory": "*", "verdict": "allow"}]}}
            """)
        #expect(try await workspace.run(["memory", "put", "x", "y", "--channel", "private"]).code == .success)
        #expect(try await workspace.run(["memory", "put", "x", "y", "--channel", "system"]).code == .awaitingApproval)
        #expect(try await workspace.run(["memory", "put", "x", "y", "--untrusted", "web"]).code == .denied)
        let closed = try await workspace.run(["memory", "get", "closed"])
        #expect(closed.code == .denied)
        #expect(closed.errors.contains("private notes stay"))
        let found = try await workspace.run(["memory", "search", "common text", "--json"]).document
        #expect(found["matches"]?.arrayValue?.map { $0["record"]?["id"] } == ["open"])
        #expect(try await workspace.run(["memory", "export"]).lines.map { $0["id"] } == ["open"])
        #expect(try await workspace.run(["memory", "erase", "web", "--yes"]).code == .denied)
    }

    @Test(arguments: [
        ["--ttl", "0s"], ["--ttl", "5"], ["--ttl", "-5d"], ["--ttl", "9999999999w"], ["--meta", "x"],
    ])
    func refusesWrongOptions(words: [String]) async throws {
        #expect(try await workspace.run(["memory", "put", "a", "b"] + words).code == .usage)
    }

    @Test func refusesAKeyThatIsNone() async throws {
        #expect(try await workspace.run(["memory", "put", "", "b"]).code == .usage)
        #expect(try await workspace.run(["memory", "search", "x", "--limit", "0"]).code == .usage)
    }

    @Test func reportsADamagedFile() async throws {
        try workspace.write(".agent/memory.sqlite", "notes, notes, notes")
        for words in [["get", "a"], ["put", "a", "b"], ["search", "a"], ["stats"], ["export"]] {
            let run = try await workspace.run(["memory"] + words)
            #expect(run.code == .failed)
            #expect(run.errors.contains("memory.sqlite"))
        }
    }
}
