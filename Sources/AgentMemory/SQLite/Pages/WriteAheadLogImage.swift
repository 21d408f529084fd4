/// What a write-ahead log holds, frame by frame (SQLite file format, section 4), whether or not it is whole.
struct WriteAheadLogImage {
    /// One page as it was written.
    struct Frame {
        let page: UInt32
        /// Where the page's bytes begin in the file.
        let offset: Int
        /// Whether this frame ends a transaction.
        let isCommit: Bool
        /// Which life of the log it belongs to.
        let salt: UInt64
    }

    let pageBytes: Int
    /// Every frame whose header makes sense.
    private(set) var frames: [Frame] = []
    /// How many frames from the first on are committed and match their checksums: what SQLite itself would read.
    private(set) var committedFrames = 0
    /// The life of the log that its header names.
    private let salt: UInt64

    static let headerBytes = 32
    static let frameHeaderBytes = 24

    /// Reads a log; fails for one whose header says nothing, unless `pageBytes` is known otherwise.
    init?(_ file: ReadOnlyFile, pageBytes known: Int?) {
        let header = file.bytes(at: 0, count: Self.headerBytes)
        let magic = header.bigEndian32(at: 0)
        let found = Int(header.bigEndian32(at: 8) ?? 0)
        let isSized = DatabaseImage.isPageSize(found)
        guard let pageBytes = known ?? (isSized ? found : nil), header.count == Self.headerBytes else { return nil }
        self.pageBytes = pageBytes
        let isBigEndian = (magic ?? 0) & 1 == 1
        var sum = WALChecksum(isBigEndian: isBigEndian)
        sum.add(header[0..<24])
        var isValid = isSized && found == pageBytes && (magic == 0x377F_0682 || magic == 0x377F_0683)
        isValid = isValid && sum.matches(header, at: 24)
        var salt = Self.number(header, at: 16)
        var offset = Self.headerBytes
        while offset + Self.frameHeaderBytes + pageBytes <= file.count {
            let bytes = file.bytes(at: offset, count: Self.frameHeaderBytes + pageBytes)
            guard bytes.count == Self.frameHeaderBytes + pageBytes, let page = bytes.bigEndian32(at: 0) else { break }
            let frame = Frame(
                page: page, offset: offset + Self.frameHeaderBytes, isCommit: bytes.bigEndian32(at: 4) != 0,
                salt: Self.number(bytes, at: 8))
            // A damaged header of the log leaves the first frame to tell which life this is.
            if frames.isEmpty && !isValid { salt = frame.salt }
            frames.append(frame)
            if isValid {
                sum.add(bytes[0..<8])
                sum.add(bytes[Self.frameHeaderBytes...])
                isValid = frame.salt == salt && sum.matches(bytes, at: 16)
                if isValid && frame.isCommit { committedFrames = frames.count }
            }
            offset += bytes.count
        }
        self.salt = salt
    }

    /// The pages as SQLite would read them.
    var committed: [UInt32: Int] { Self.latest(frames[..<committedFrames]) }

    /// The pages as they were committed before the log was damaged: a checksum that fails in the middle hides everything
    /// behind it from SQLite, although it was committed.
    var acknowledged: [UInt32: Int] {
        let own = frames.filter { $0.salt == salt }
        let end = own.lastIndex { $0.isCommit } ?? -1
        return Self.latest(own[..<(end + 1)])
    }

    /// The latest image of every page, of this life of the log or an earlier one.
    var latest: [UInt32: Int] {
        Self.latest(frames[..<((frames.lastIndex { $0.isCommit } ?? -1) + 1)])
    }

    private static func latest(_ frames: some Sequence<Frame>) -> [UInt32: Int] {
        var pages: [UInt32: Int] = [:]
        for frame in frames { pages[frame.page] = frame.offset }
        return pages
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> UInt64 {
        UInt64(bytes.bigEndian32(at: place) ?? 0) << 32 | UInt64(bytes.bigEndian32(at: place + 4) ?? 0)
    }
}
