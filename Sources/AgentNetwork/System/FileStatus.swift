internal import CAgentSystem

/// What the system tells of an open file.
struct FileStatus: Sendable, Equatable {
    enum Kind: Sendable { case regular, directory, other }

    let kind: Kind
    /// Bytes.
    let size: Int
    /// Whole seconds since 1970 at the last change of the contents.
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64
    let inode: UInt64

    init(kind: Kind = .regular, size: Int, modifiedSeconds: Int64, modifiedNanoseconds: Int64 = 0, inode: UInt64 = 0) {
        self.kind = kind
        self.size = size
        self.modifiedSeconds = modifiedSeconds
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
    }

    init(_ raw: agent_file_status) {
        let kind: Kind
        switch raw.kind {
        case AGENT_FILE_REGULAR: kind = .regular
        case AGENT_FILE_DIRECTORY: kind = .directory
        default: kind = .other
        }
        self.init(
            kind: kind, size: Int(raw.size), modifiedSeconds: raw.modified_seconds,
            modifiedNanoseconds: raw.modified_nanoseconds, inode: raw.inode)
    }
}
