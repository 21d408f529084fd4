internal import Foundation

/// Where an agent works and where it keeps its state.
package struct WorkspaceFolders: Sendable {
    /// The workspace as an absolute path.
    package let workspace: String
    /// The state folder as an absolute path; it need not exist.
    package let state: String

    /// The log of sessions.
    package var sessions: String { state + "/sessions.sqlite" }
    /// The memory's journal.
    package var memory: String { state + "/memory.sqlite" }
    /// The memory gateway's store.
    package var gateway: String { state + "/gateway.sqlite" }
    /// The configuration that belongs to a workspace.
    package static func configuration(of workspace: String) -> String { workspace + "/.agent/agent.json" }

    /// Whether there is a file with something in it at a path.
    static func isPresent(_ path: String) -> Bool {
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
        return size.map { $0.int64Value > 0 } ?? false
    }

    /// Checks the workspace; a relative state folder is taken from it.
    package init(workspace: String, state: String?) throws(AgentError) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: workspace, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else {
            throw AgentError(
                .workspace,
                "The workspace must be an existing folder; '\(workspace)' is \(exists ? "a file" : "missing"). "
                    + "Create it, or name another with --workspace.")
        }
        let root = URL(fileURLWithPath: workspace, isDirectory: true).standardizedFileURL
        self.workspace = root.path
        self.state = state.map { URL(fileURLWithPath: $0, relativeTo: root).path } ?? root.path + "/.agent"
    }
}
