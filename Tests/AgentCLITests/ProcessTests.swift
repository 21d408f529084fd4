internal import Foundation
internal import Testing

@testable internal import agent_cli

/// What only a real process shows: pipes that close, signals, and streams that fail.
@Suite(.enabled(if: AgentProgram.url != nil, "agent-cli is not beside the tests"))
struct ProcessTests {
    private static let lines: [(line: String, output: String, code: Int32)] = [
        ("agent-cli --version", "agent-cli \(AgentCLI.version)\n", 0),
        ("agent-cli nothing 2>/dev/null", "", 2),
        // A reader that goes away is no error.
        ("agent-cli help --markdown | head -n 1", "# Commands\n", 0),
        ("agent-cli help --markdown | true", "", 0),
        // A stream that is closed takes no text and does no harm.
        ("agent-cli --version >&-", "", 0),
        ("agent-cli nothing 2>&-", "", 2),
        ("agent-cli json check --json - <&- >/dev/null", "", 1),
    ]

    @Test(arguments: lines)
    func behavesInAShell(line: String, output: String, code: Int32) throws {
        let folder = try #require(AgentProgram.url).deletingLastPathComponent().path
        let run = try ShellProcess("bash", ["-c", "set -o pipefail; PATH='\(folder)':$PATH; \(line)"])
        #expect(run.output == output)
        #expect(run.code == code)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
    func reportsOutputThatIsLost() throws {
        let program = try #require(AgentProgram.url).path
        let run = try ShellProcess("bash", ["-c", "'\(program)' --version >/dev/full"])
        #expect(run.output == "error: standard output cannot be written. found \"No space left on device\"\n")
        #expect(run.code == ExitCode.failed.rawValue)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalCancels(signal: Int32) throws {
        let process = Process()
        process.executableURL = AgentProgram.url
        process.arguments = ["json", "check", "-"]
        let (input, errors) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardError = errors
        try process.run()
        // More than a pipe holds: when all of it is written, the command is reading, and goes on to wait for the rest.
        try input.fileHandleForWriting.write(contentsOf: Data(repeating: 0x20, count: 1 << 20))
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == ExitCode.cancelled.rawValue)
        #expect(process.terminationReason == .exit)
        #expect(try errors.fileHandleForReading.readToEnd() == Data("error: cancelled\n".utf8))
    }
}
