internal import AgentNetwork
internal import AgentRuntime

/// `serve`: the workspace's gateway, until Ctrl-C.
struct ServeCommand: Command {
    let name = "serve"
    let summary = "Serves the gateway: memory, health and metrics over HTTP"
    let example = "agent-cli serve --listen 127.0.0.1:7443"

    private let listen = Argument.optional(
        "listen", .listenAddress,
        help: "where to listen; port 0 takes a free one (default: the configured place, or 127.0.0.1:7443)")
    private let json = Argument.flag("json", help: #"prints {"listening":URL,"port":N} instead of text"#)
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [listen, json] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let isJSON = try invocation[json]
        let address = try invocation[listen]
        let builder = try await workspace.builder(invocation)
        for warning in try builder.settings().warnings { await invocation.io.errors.writeLine("warning: \(warning)") }
        await invocation.io.errors.flush()
        let failures = FailureReport(invocation.io)
        do {
            try await builder.withGateway(listen: address, onFailure: failures.note) { gateway in
                await announce(gateway, isJSON: isJSON, invocation.io.output)
                await failures.writing {
                    await GatewayRun(gateway, interrupts: invocation.io.interrupts).untilInterrupted()
                }
            }
        } catch let error as NetworkError where error.code == .addressInUse {
            throw CommandError(
                .failed, "the gateway cannot listen", expected: "a free address", found: error.message.quoted(),
                advice: "--listen with another port; 0 takes a free one")
        }
        return .success
    }

    private func announce(_ gateway: GatewayServer, isJSON: Bool, _ output: OutputWriter) async {
        if isJSON {
            let document: JSONValue = ["listening": .string(gateway.url), "port": .int(gateway.port)]
            await output.writeLine(document.text())
        } else {
            await output.writeLine("listening on \(gateway.url)")
        }
        await output.flush()
    }
}
