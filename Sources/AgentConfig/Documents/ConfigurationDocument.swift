internal import AgentPrimitives

/// A configuration file that was parsed; it keeps its bytes, so that errors can name lines.
struct ConfigurationDocument: Sendable {
    let path: String
    let root: JSONObject
    private let lines: JSONLineLocator

    init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw ConfigurationError(
                .malformedFile, expected: "a JSON document in \(path)", found: "an error at \(error)", underlying: error
            )
        }
        guard let root = value.objectValue else {
            throw ConfigurationError(
                .malformedFile, expected: "a JSON object in \(path)", found: value.excerpt)
        }
        self.path = path
        self.root = root
        lines = JSONLineLocator(bytes)
    }

    func source(at pointer: JSONPointer) -> ConfigurationSource {
        .file(path: path, pointer: pointer, line: lines.line(of: pointer))
    }
}
