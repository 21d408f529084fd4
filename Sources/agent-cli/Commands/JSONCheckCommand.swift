internal import AgentPrimitives

/// `json check`: whether a file is a JSON document (RFC 8259), and where it is not.
struct JSONCheckCommand: Command {
    let name = "check"
    let summary = "Tells whether a file is valid JSON, and where it is not"
    let example = "agent-cli json check package.json"

    private let file = Argument.positional("FILE", .file, help: "the document; - reads standard input")
    private let maximumBytes = Argument.option(
        "max-bytes", .integer(1...1 << 40), default: 1 << 30, help: "the largest document (default \(1 << 30), 1 GiB)")
    private let maximumDepth = Argument<Int>.option(
        "max-depth", .integer(1...JSONParsingLimits.depthCeiling), default: JSONParsingLimits().maximumDepth,
        help: "the deepest nesting (default \(JSONParsingLimits().maximumDepth))")
    private let json = Argument.flag("json", help: #"prints {"valid":…} instead of text"#)

    var arguments: [any ArgumentDeclaration] { [file, maximumBytes, maximumDepth, json] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let path = try invocation[file]
        let name = path == InputReader.standardInputPath ? InputReader.standardInputName : path
        let limits = JSONParsingLimits(
            maximumDepth: try invocation[maximumDepth], maximumBytes: try invocation[maximumBytes])
        let failure = try await Self.check(path, limits: limits, input: invocation.io.input)
        if try invocation[json] {
            var document: JSONObject = ["valid": .bool(failure == nil)]
            document["error"] = failure.map { .object($0.body) }
            await invocation.io.output.writeLine(JSONValue.object(document).text())
        } else if let failure {
            throw CommandError(.failed, failure.sentence(about: name))
        } else {
            await invocation.io.output.writeLine("\(name): valid JSON")
        }
        return failure == nil ? .success : .failed
    }

    /// What is wrong with the document; `nil` when nothing is.
    private static func check(
        _ path: String, limits: JSONParsingLimits, input: InputReader
    ) async throws -> DataFailure? {
        do {
            let bytes = try await input.contents(of: path, limit: limits.maximumBytes)
            _ = try JSONValue(parsing: bytes, limits: limits)
            return nil
        } catch let error as JSONError {
            return DataFailure(error)
        } catch let error as InputError {
            return DataFailure(error)
        }
    }
}

extension DataFailure {
    /// `path:line:column: reason`, or the reason alone when the document was not read.
    fileprivate func sentence(about path: String) -> String {
        guard let line = details["line"], let column = details["column"] else { return message }
        return "\(path):\(line):\(column): \(message)"
    }
}
