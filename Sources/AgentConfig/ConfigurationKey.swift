/// Names one setting by its path in the file, such as `limits.max_steps`.
public struct ConfigurationKey: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The path with dots between its steps.
    public let path: String

    /// Takes a path as it stands.
    public init(_ path: String) {
        self.path = path
    }

    /// Writes a path as a literal.
    public init(stringLiteral path: String) {
        self.init(path)
    }

    /// The path.
    public var description: String { path }

    var steps: [String] {
        path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
}
