/// An open file or folder of a workspace.
struct WorkspaceEntry: Sendable {
    let descriptor: Descriptor
    /// From the root, links resolved; `.` for the root.
    let path: String
    let status: FileStatus

    /// Says that a text was expected here.
    var binaryFileError: ToolError {
        ToolError(.binaryFile, "expected text in \(path), found a binary file of \(status.size) bytes")
    }
}
