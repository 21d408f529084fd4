internal import Foundation

/// The program as it was built with the tests.
enum AgentProgram {
    /// The build puts the program beside the tests; on macOS these are three folders deeper, in a bundle.
    static let url: URL? = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("agent-cli")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        return nil
    }()
}
