internal import AgentPrimitives
internal import Foundation

@testable internal import agent_cli

/// A command run in this process, with its standard streams in temporary files.
struct CapturedRun {
    let code: ExitCode
    let output: String
    let errors: String

    init(_ words: [String], input: [UInt8] = [], environment: [String: String] = [:]) async throws {
        let streams = try (input: TemporaryStream(input), output: TemporaryStream(), errors: TemporaryStream())
        let io = CommandIO(
            input: InputReader(standardInput: streams.input.descriptor),
            output: OutputWriter(descriptor: streams.output.descriptor),
            errors: OutputWriter(descriptor: streams.errors.descriptor), environment: environment)
        code = await AgentCLI.run(arguments: words, environment: environment, io: io)
        output = String(decoding: try streams.output.contents(), as: UTF8.self)
        errors = String(decoding: try streams.errors.contents(), as: UTF8.self)
    }

    init(_ words: [String], input: String) async throws {
        try await self.init(words, input: Array(input.utf8))
    }

    /// Standard output as JSON lines.
    var lines: [JSONValue] {
        get throws { try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) } }
    }

    /// Standard output as one JSON document.
    var document: JSONValue {
        get throws { try JSONValue(parsing: output) }
    }
}
