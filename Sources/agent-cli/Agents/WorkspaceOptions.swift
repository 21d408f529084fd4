internal import AgentRuntime

/// Which folder an agent works in, and what it is configured by; the same for every command that asks.
struct WorkspaceOptions: Sendable {
    private let workspace = Argument.option(
        "workspace", .folder, default: ".", help: "the folder to work in (default: the current one)")
    private let state = Argument.optional(
        "state", .folder, help: "the folder that keeps sessions (default: .agent in the workspace)")
    private let configuration = Argument.optional(
        "config", .file, help: "the configuration (default: .agent/agent.json in the workspace); - reads standard input"
    )

    /// The largest configuration that is read from standard input, in bytes.
    private static let largestConfiguration = 16 << 20

    var arguments: [any ArgumentDeclaration] { [workspace, state, configuration] }

    /// An agent of the workspace, not yet started.
    ///
    /// - Parameter overrides: Settings that further flags give.
    func builder(
        _ invocation: Invocation, overrides: [ConfigurationOverride] = []
    ) async throws -> AgentBuilder {
        var builder = AgentBuilder(workspace: try invocation[workspace], environment: invocation.environment)
        builder.overrides = overrides
        if let state = try invocation[state] {
            // As any other path on a command line, and unlike the one in a configuration, it starts at the current folder.
            let path = FilePath.absolute(state)
            builder.stateFolder = path
            builder.overrides.append(ConfigurationOverride(.state, path, flag: "--state"))
        }
        if let path = try invocation[configuration] {
            builder.configurationFile =
                path == InputReader.standardInputPath
                ? .contents(
                    try await invocation.io.input.contents(of: path, limit: Self.largestConfiguration),
                    name: InputReader.standardInputName)
                : .required(path)
        }
        return builder
    }
}
