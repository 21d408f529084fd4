internal import Foundation

/// `init`: a package with an agent that builds, runs and passes its tests at once.
struct InitCommand: Command {
    let name = "init"
    let summary = "Makes a Swift package with an agent, a policy, a configuration and a test"
    let example = "agent-cli init my-agent --template tools"

    private let package = Argument.positional("NAME", .packageName, help: "the package, and the folder to make")
    private let template = Argument.option(
        "template", .choice(Scaffold.Template.allCases.map { ($0.rawValue, $0) }), default: .assistant,
        help: "what it starts with: answers from documents (default), or the same with tools of its own")
    private let sdk = Argument.optional(
        "sdk", .folder, help: "a checkout of this SDK (default: the one that this program was built in)")
    private let workspace = Argument.option(
        "workspace", .folder, default: ".", help: "where the folder is made (default: the current one)")

    var arguments: [any ArgumentDeclaration] { [package, template, sdk, workspace] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let name = try invocation[package]
        let location =
            try invocation[sdk].map { path throws(CommandError) in try SDKLocation(checkout: path) }
            ?? SDKLocation(above: Bundle.main.executablePath)
        let scaffold = Scaffold(name: name, template: try invocation[template], sdk: location)
        let place = try invocation[workspace]
        let folder = place == "." ? name.text : place + "/" + name.text
        try scaffold.write(to: folder)
        for (path, _) in scaffold.files { await invocation.io.output.writeLine("\(folder)/\(path)") }
        await invocation.io.output.writeLine("\nNext: cd \(folder) && swift run \(name.text) && swift test")
        if location == .unknown {
            await invocation.io.errors.writeLine(
                "warning: the address of the SDK is not known; set it in \(folder)/Package.swift, "
                    + "which says \(SDKLocation.placeholder)")
        }
        return .success
    }
}
