#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A folder that tools may read in, and nothing outside of it.
///
/// Paths are walked one component at a time, from an open directory to the next, and links are read and walked the same
/// way. So `..`, absolute paths and links lead out of the folder at no point, not even while somebody else moves folders
/// or swaps files for links. Links that stay inside work. Pipes, sockets and devices are never opened.
public struct Workspace: Hashable, Sendable {
    /// The folder, as an absolute path without links.
    public let root: String
    /// How much one tool call may look at.
    public let limits: WorkspaceLimits
    /// The folder as it was named; an absolute path below it is understood as well.
    let alias: String

    /// Opens a folder.
    ///
    /// - Throws: ``ToolError`` `notFound` or `notADirectory` when there is no such folder.
    public init(root: String, limits: WorkspaceLimits = WorkspaceLimits()) throws(ToolError) {
        guard let resolved = realpath(root, nil) else {
            throw ToolError(
                .notFound,
                "expected a workspace folder at \(root): \(SystemFailure(number: errno)); create it or name another")
        }
        defer { free(resolved) }
        self.root = String(cString: resolved)
        self.limits = limits
        alias = root
        do throws(SystemFailure) {
            _ = try Descriptor.directory(at: self.root)
        } catch {
            throw ToolError(.notADirectory, "expected a readable folder at \(root): \(error)")
        }
    }
}
