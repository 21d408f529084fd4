internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct CompletionsTests {
    @Test(arguments: Shell.allCases.filter { ShellProcess.path(of: $0.rawValue) != nil })
    func parses(shell: Shell) throws {
        let script = try TemporaryStream(Array(shell.completions(for: .root).utf8))
        let check = try ShellProcess(shell.rawValue, ["-n", script.path])
        #expect(check.code == 0)
        #expect(check.output == "")
    }

    @Test(
        .enabled(if: ShellProcess.path(of: "bash") != nil, "there is no bash"),
        arguments: [
            (["mx"], "mxp"), (["mxp", ""], "decode encode"), (["mxp", "decode", "--s"], "--strict"),
            (["mxp", "encode", "--type", "StreamC"], "StreamChunk StreamClose"),
            (["mxp", "encode", "--flags", ""], ""), (["completions", "z"], "zsh"), (["nothing", "x"], ""),
        ])
    func completesInBash(words: [String], candidates: String) throws {
        let script = """
            \(Shell.bash.completions(for: .root))
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _agent_cli
            echo "${COMPREPLY[*]}"
            """
        let run = try ShellProcess("bash", ["-c", script, "bash", "agent-cli"] + words)
        #expect(run.output == candidates + "\n")
    }

    @Test(
        .enabled(if: ShellProcess.path(of: "fish") != nil, "there is no fish"),
        arguments: [
            ("agent-cli mx", ["mxp"]), ("agent-cli mxp ", ["decode", "encode"]),
            ("agent-cli mxp decode --s", ["--strict"]),
            ("agent-cli mxp encode --type StreamC", ["StreamChunk", "StreamClose"]),
        ])
    func completesInFish(line: String, candidates: [String]) throws {
        let script = "\(Shell.fish.completions(for: .root))\ncomplete -C '\(line)'"
        let run = try ShellProcess("fish", ["--no-config", "-c", script])
        let words = run.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(words == candidates)
    }
}
