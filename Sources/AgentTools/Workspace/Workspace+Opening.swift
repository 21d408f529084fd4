extension Workspace {
    /// Links that one path may lead through.
    private static let maximumLinks = 40
    /// Bytes of a path.
    private static let maximumPathLength = 4096

    /// Opens a regular file.
    ///
    /// - Throws: ``ToolError`` with what is at the path instead, or the nearest name.
    func file(at path: String) throws(ToolError) -> WorkspaceEntry {
        let entry = try open(path)
        guard entry.status.kind == .file else {
            throw ToolError(.notAFile, "expected a file at \(path), found a folder; list it with fs.list")
        }
        return entry
    }

    /// Opens a folder.
    ///
    /// - Throws: ``ToolError`` with what is at the path instead, or the nearest name.
    func folder(at path: String) throws(ToolError) -> WorkspaceEntry {
        let entry = try open(path)
        guard entry.status.kind == .directory else {
            throw ToolError(.notADirectory, "expected a folder at \(path), found a file; read it with fs.read")
        }
        return entry
    }

    /// Opens a regular file or a folder.
    func open(_ path: String) throws(ToolError) -> WorkspaceEntry {
        guard path.utf8.count <= Self.maximumPathLength, !path.utf8.contains(0) else {
            throw ToolError(.notFound, "expected a path of at most \(Self.maximumPathLength) bytes without NUL")
        }
        var walk = try Walk(from: self, to: path)
        while let name = walk.nextComponent() {
            if name == ".." {
                try walk.leave()
                continue
            }
            guard name.lowercased() != ".agent" else {
                throw ToolError(
                    .notFound,
                    "expected a path outside the agent's own folder, found \(path); its settings and sessions "
                        + "are not open to tools")
            }
            let status = try walk.status(of: name)
            switch status.kind {
            case .link: try walk.follow(name)
            case .directory: try walk.enter(name)
            case .file: return try walk.file(name)
            case .special:
                throw ToolError(
                    .notAFile,
                    "expected a file or folder at \(path), found a pipe, socket or device; those are never opened")
            }
        }
        return try walk.folder()
    }

    /// A way through the workspace, one component after the other.
    private struct Walk {
        private let workspace: Workspace
        /// As the caller wrote it, for messages.
        private let path: String
        /// The root and the folders entered from it; `..` goes back along them, whatever the disk says by now.
        private var folders: [(name: String, descriptor: Descriptor)]
        /// Components still to walk, the next one last.
        private var remaining: [Substring] = []
        private var links = 0

        init(from workspace: Workspace, to path: String) throws(ToolError) {
            self.workspace = workspace
            self.path = path
            do throws(SystemFailure) {
                folders = [(".", try Descriptor.directory(at: workspace.root))]
            } catch {
                throw ToolError(.inputOutput, "expected a readable workspace at \(workspace.root): \(error)")
            }
            try prepend(path)
        }

        mutating func nextComponent() -> String? {
            remaining.popLast().map(String.init)
        }

        mutating func leave() throws(ToolError) {
            guard folders.count > 1 else { throw outside }
            folders.removeLast()
        }

        func status(of name: String) throws(ToolError) -> FileStatus {
            do throws(SystemFailure) {
                return try current.status(ofEntry: name)
            } catch {
                throw error.isMissing ? missing(name) : failed(error)
            }
        }

        mutating func enter(_ name: String) throws(ToolError) {
            do throws(SystemFailure) {
                folders.append((name, try current.directory(named: name)))
            } catch {
                throw failed(error)
            }
        }

        mutating func follow(_ name: String) throws(ToolError) {
            links += 1
            guard links <= Workspace.maximumLinks else {
                throw ToolError(.notFound, "expected \(path) to lead somewhere, found links that go round in circles")
            }
            let target: String
            do throws(SystemFailure) {
                target = try current.target(ofLink: name)
            } catch {
                throw failed(error)
            }
            try prepend(target)
        }

        /// The file of that name; what follows it in the path is an error.
        func file(_ name: String) throws(ToolError) -> WorkspaceEntry {
            guard remaining.isEmpty else {
                throw ToolError(.notADirectory, "expected a folder at \(joined(name)), found a file")
            }
            do throws(SystemFailure) {
                let descriptor = try current.file(named: name)
                let status = try descriptor.status()
                // It may have become something else since it was looked at.
                guard status.kind == .file else { throw SystemFailure.changed }
                return WorkspaceEntry(descriptor: descriptor, path: joined(name), status: status)
            } catch {
                throw failed(error)
            }
        }

        func folder() throws(ToolError) -> WorkspaceEntry {
            do throws(SystemFailure) {
                return WorkspaceEntry(
                    descriptor: current, path: joined(nil), status: try current.status())
            } catch {
                throw failed(error)
            }
        }

        private var current: Descriptor { folders[folders.count - 1].descriptor }

        /// Puts a path in front of what is still to walk; an absolute one starts again at the root.
        private mutating func prepend(_ path: String) throws(ToolError) {
            var path = path[...]
            if path.first == "/" {
                guard
                    let inside = [workspace.root, workspace.alias].lazy.compactMap({ Self.strip($0, from: path) }).first
                else { throw outside }
                path = inside
                folders.removeSubrange(1...)
            }
            remaining += path.split(separator: "/").filter { $0 != "." }.reversed()
            guard remaining.count <= Workspace.maximumPathLength else { throw outside }
        }

        private static func strip(_ root: String, from path: Substring) -> Substring? {
            let root = root.last == "/" ? root : root + "/"
            if path.hasPrefix(root) { return path.dropFirst(root.count) }
            return path + "/" == root ? "" : nil
        }

        private func joined(_ name: String?) -> String {
            let names = folders.dropFirst().map(\.name) + (name.map { [$0] } ?? [])
            return names.isEmpty ? "." : names.joined(separator: "/")
        }

        private var outside: ToolError {
            ToolError(.outsideWorkspace, "expected a path inside the workspace, found \(path), which leads out of it")
        }

        private func missing(_ name: String) -> ToolError {
            let names = (try? current.entryNames(limit: 2000))?.names.sorted() ?? []
            let nearest = Workspace.nearestName(to: name, among: names)
            let advice = nearest.map { "did you mean \(joined($0))?" } ?? "list what is there with fs.list"
            return ToolError(
                .notFound, "expected a file or folder at \(path), found nothing at \(joined(name)); \(advice)")
        }

        private func failed(_ failure: SystemFailure) -> ToolError {
            if failure.isUnexpectedKind {
                return ToolError(.inputOutput, "expected \(path) to stay as it was while it was opened; try again")
            }
            return ToolError(.inputOutput, "expected \(path) to be readable: \(failure)", underlying: failure)
        }
    }
}
