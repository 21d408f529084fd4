internal import AgentPrimitives

/// The files that a search reads, within the workspace's limits.
struct FileCollection {
    private(set) var search: PassageSearch
    private(set) var files = 0
    private(set) var bytes = 0
    private(set) var skipped = SkippedEntries()
    /// Whether a limit kept something from being searched.
    private(set) var isTruncated = false
    private let limits: WorkspaceLimits

    init(query: String, limits: WorkspaceLimits) {
        search = PassageSearch(query)
        self.limits = limits
    }

    /// Adds the text files below a folder until a limit is reached.
    mutating func addFiles(in folder: WorkspaceEntry) throws {
        var walk = WorkspaceWalk(in: folder, depth: nil, limits: limits)
        while let item = walk.next() {
            try Task.checkCancellation()
            guard files < limits.maximumFiles, bytes < limits.maximumTotalBytes else {
                isTruncated = true
                break
            }
            switch item.status.kind {
            case .directory: break
            case .link: skipped.links += 1
            case .special: skipped.special += 1
            case .file where item.name.hasPrefix("."): skipped.hidden += 1
            case .file: add(item)
            }
        }
        skipped.hidden += walk.skipped.hidden
        skipped.unreadable += walk.skipped.unreadable
        isTruncated = isTruncated || walk.isTruncated
    }

    /// Adds one file that was named.
    ///
    /// - Throws: ``ToolError`` when it cannot be read or holds no text.
    mutating func add(_ entry: WorkspaceEntry) throws(ToolError) {
        let isText: Bool
        do throws(SystemFailure) {
            isText = try addContents(of: entry.descriptor, size: entry.status.size, path: entry.path)
        } catch {
            throw ToolError(.inputOutput, "expected \(entry.path) to be readable: \(error)", underlying: error)
        }
        guard isText else { throw entry.binaryFileError }
    }

    private mutating func add(_ item: WorkspaceWalk.Item) {
        do throws(SystemFailure) {
            let descriptor = try item.folder.file(named: item.name)
            let status = try descriptor.status()
            guard status.kind == .file else { throw SystemFailure.changed }
            if try !addContents(of: descriptor, size: status.size, path: item.path) { skipped.binary += 1 }
        } catch {
            skipped.unreadable += 1
        }
    }

    /// `false` when the file holds no text.
    private mutating func addContents(
        of descriptor: Descriptor, size: Int, path: String
    ) throws(SystemFailure) -> Bool {
        let limit = min(limits.maximumFileBytes, limits.maximumTotalBytes - bytes)
        let contents = try descriptor.contents(limit: limit)
        guard !contents.contains(0) else { return false }
        files += 1
        bytes += contents.count
        if !search.add(path: path, bytes: contents) || contents.count < size {
            skipped.partlyRead += 1
            isTruncated = true
        }
        return true
    }
}
