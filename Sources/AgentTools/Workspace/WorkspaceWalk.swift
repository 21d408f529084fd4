/// Visits what is in a folder, depth first, in order of name.
///
/// Links are shown and not followed: what they lead to inside the workspace is visited where it is. Folders that hold no
/// documents (``passesOver(_:)``) are counted and passed over. At most one descriptor a level is open.
struct WorkspaceWalk {
    /// Something in a folder.
    struct Item {
        /// From the workspace's root.
        let path: String
        let name: String
        let status: FileStatus
        /// The folder that holds it.
        let folder: Descriptor
    }

    private struct Level {
        let folder: Descriptor
        /// With the final slash; empty for the root.
        let prefix: String
        /// The next one last.
        var names: [String]
    }

    private(set) var skipped = SkippedEntries()
    /// Whether a limit kept the walk from seeing everything.
    private(set) var isTruncated = false
    private var levels: [Level] = []
    private var remainingEntries: Int
    private let depth: Int
    /// Whether folders at ``depth`` count as not seen; false where the caller asked for no more.
    private let reportsDepth: Bool

    /// Starts in a folder.
    ///
    /// - Parameters:
    ///   - folder: Where to start.
    ///   - depth: Levels to visit; `nil` for as many as the limits allow.
    init(in folder: WorkspaceEntry, depth: Int?, limits: WorkspaceLimits) {
        self.depth = min(depth ?? .max, limits.maximumDepth)
        reportsDepth = depth.map { $0 > limits.maximumDepth } ?? true
        remainingEntries = limits.maximumEntries
        enter(folder.descriptor, prefix: folder.path == "." ? "" : folder.path + "/")
    }

    /// Folders of tools and of their products: hidden ones, and those of package managers.
    static func passesOver(_ name: String) -> Bool {
        name.hasPrefix(".") || name == "node_modules"
    }

    /// The next item; `nil` at the end.
    mutating func next() -> Item? {
        while let level = levels.last {
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            guard let status = try? level.folder.status(ofEntry: name) else {
                skipped.unreadable += 1
                continue
            }
            let item = Item(path: level.prefix + name, name: name, status: status, folder: level.folder)
            if status.kind == .directory {
                guard !Self.passesOver(name) else {
                    skipped.hidden += 1
                    continue
                }
                descend(into: item)
            }
            return item
        }
        return nil
    }

    private mutating func descend(into item: Item) {
        guard levels.count < depth else {
            if reportsDepth { isTruncated = true }
            return
        }
        do throws(SystemFailure) {
            enter(try item.folder.directory(named: item.name), prefix: item.path + "/")
        } catch {
            skipped.unreadable += 1
        }
    }

    private mutating func enter(_ folder: Descriptor, prefix: String) {
        do throws(SystemFailure) {
            let (names, isComplete) = try folder.entryNames(limit: remainingEntries)
            remainingEntries -= names.count
            if !isComplete { isTruncated = true }
            levels.append(Level(folder: folder, prefix: prefix, names: names.sorted(by: >)))
        } catch {
            skipped.unreadable += 1
        }
    }
}
