internal import Foundation

/// A new package with an agent: what its files hold, and how they get on the disk.
struct Scaffold: Sendable {
    /// What kind of agent the package starts with.
    enum Template: String, Hashable, Sendable, CaseIterable {
        /// Answers from documents.
        case assistant
        /// The same, with tools of its own: one that reads, one that a person must approve.
        case tools
    }

    let name: PackageName
    let template: Template
    let sdk: SDKLocation

    /// All files by their path in the package.
    var files: [(path: String, contents: String)] {
        [
            ("Package.swift", manifest), ("README.md", readme), (".gitignore", ".build/\n.agent/*.sqlite*\n"),
            (".agent/agent.json", configuration), ("docs/handbook.md", Self.handbook),
            ("Sources/Assistant/Assistant.swift", assistant), ("Sources/\(name.text)/main.swift", program),
        ] + templateFiles
    }

    /// Writes the package into a folder that must be new or empty.
    func write(to folder: String) throws(CommandError) {
        let manager = FileManager.default
        do {
            if manager.fileExists(atPath: folder) {
                let found = try manager.contentsOfDirectory(atPath: folder)
                guard found.isEmpty else { throw Self.occupied(folder, found.count) }
            }
            for (path, contents) in files {
                let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
                try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(contents.utf8).write(to: file)
            }
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(
                .failed, "\(folder) cannot be written: \(error.localizedDescription)", advice: "another folder")
        }
    }

    private static func occupied(_ folder: String, _ count: Int) -> CommandError {
        CommandError(
            .usage, "\(folder) is there already", expected: "a folder that is new or empty",
            found: count == 1 ? "one entry" : "\(count) entries", advice: "another name")
    }
}

// MARK: - Files of every package

extension Scaffold {
    /// The first lines of a source file, put together so that nobody who searches this module for imports finds them.
    static func imports(_ modules: String...) -> String {
        modules.map { "import \($0)" }.joined(separator: "\n")
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        \(Self.imports("PackageDescription"))

        let runtime = Target.Dependency.product(name: "AgentRuntime", package: "agent-runtime")
        let testing = Target.Dependency.product(name: "AgentTesting", package: "agent-runtime")

        let package = Package(
            name: "\(name.text)",
            platforms: [.macOS(.v15)],
            dependencies: [\(sdk.dependency)],
            targets: [
                .target(name: "Assistant", dependencies: [runtime]),
                .executableTarget(name: "\(name.text)", dependencies: ["Assistant", runtime]),
                .testTarget(name: "AssistantTests", dependencies: ["Assistant", runtime, testing]),
            ]
        )

        """
    }

    private static let handbook = """
        # Handbook of the workshop

        The workshop is open on weekdays from nine to five. It stays closed on Sundays and on public holidays.

        A tool can be borrowed for up to three days. Whoever borrows it brings it back clean and charged.

        Red and blue paint is kept in the cellar. Opened cans are used up first.

        """

    private var assistant: String {
        let tools = template == .tools ? "\n        builder.tools = [StockLookup(), OrderPlace()]" : ""
        return """
            \(Self.imports("AgentRuntime", "Foundation"))

            /// The agent: where it reads, what it is configured by, what it can do.
            public enum Assistant {
                /// Describes the agent of a package folder. It reads the documents in `docs`, and nothing else.
                public static func builder(folder: URL) -> AgentBuilder {
                    var builder = AgentBuilder(workspace: folder.appendingPathComponent("docs").path)
                    builder.configurationFile = .required(folder.appendingPathComponent(".agent/agent.json").path)
                    builder.stateFolder = folder.appendingPathComponent(".agent").path\(tools)
                    return builder
                }
            }

            """
    }
}
