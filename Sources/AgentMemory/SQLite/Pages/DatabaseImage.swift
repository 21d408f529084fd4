/// The pages of a database file and its write-ahead log, read past SQLite: whatever is left can be looked at.
///
/// A page can have several images, one in the file and some in the log; a ``View`` chooses one of each.
struct DatabaseImage {
    /// Where one image of a page is.
    enum Place: Hashable {
        case file(UInt32)
        case log(offset: Int)
    }

    /// For every page that is not taken from the file, where it is in the log.
    typealias View = [UInt32: Int]

    let pageBytes: Int
    /// The bytes of a page that hold content; the rest is reserved for extensions.
    let usableBytes: Int
    let pageCount: UInt32
    /// The pages that the file's header counts and that are in neither file nor log; 0 where the header tells nothing.
    let missingPages: UInt32
    /// The choices of images: as SQLite reads them, as they were committed, the file alone, the latest of any life.
    let views: [View]
    /// The pages that the file keeps for later; `nil` when the list of them is damaged.
    private(set) var freePages: Set<UInt32>?
    private let file: ReadOnlyFile
    private let log: ReadOnlyFile?

    /// Opens a file and the log beside it, if there is one.
    init(_ path: String) throws(SQLiteError) {
        file = try ReadOnlyFile(path)
        var log: ReadOnlyFile?
        do throws(SQLiteError) {
            log = try ReadOnlyFile(path + "-wal")
        } catch {
            // Without its log the file is read alone.
        }
        let header = file.bytes(at: 0, count: 100)
        let isHeaderValid = header.starts(with: Array("SQLite format 3\0".utf8))
        let stated = header.bigEndian16(at: 16).map { $0 == 1 ? 65536 : $0 } ?? 0
        let walHeader = log?.bytes(at: 0, count: 32) ?? []
        let walStated = Int(walHeader.bigEndian32(at: 8) ?? 0)
        if isHeaderValid, Self.isPageSize(stated), Self.score(file, stated) > 0 || file.count <= stated {
            pageBytes = stated
        } else if walHeader.bigEndian32(at: 0).map({ $0 >> 1 == 0x377F_0682 >> 1 }) == true, Self.isPageSize(walStated)
        {
            pageBytes = walStated
        } else {
            pageBytes = Self.guess(file)
        }
        usableBytes = isHeaderValid && header.count > 20 && header[20] <= 64 ? pageBytes - Int(header[20]) : pageBytes
        self.log = log
        let wal = log.flatMap { [pageBytes] in WriteAheadLogImage($0, pageBytes: pageBytes) }
        views = wal.map { [$0.committed, $0.acknowledged, [:], $0.latest] } ?? [[:]]
        let filePages = UInt32(clamping: (file.count + pageBytes - 1) / pageBytes)
        let last = views.lazy.flatMap(\.keys).max() ?? 0
        // A page number that a flipped bit made huge must not lead to a walk over billions of pages.
        let bound = filePages &+ UInt32(clamping: (log?.count ?? 0) / pageBytes)
        let present = max(filePages, min(last, bound))
        pageCount = present
        // The first page may have a newer image in the log, with the count as it was after its commits.
        let newest = views[0][1].flatMap { log?.bytes(at: $0, count: 100) } ?? header
        let counted = newest.starts(with: Array("SQLite format 3\0".utf8)) ? newest.bigEndian32(at: 28) ?? 0 : 0
        missingPages = counted > present ? counted - present : 0
        freePages = readFreePages(views[0])
    }

    /// Where a view has a page.
    func place(of page: UInt32, in view: Int) -> Place {
        views[view][page].map { .log(offset: $0) } ?? .file(page)
    }

    /// A page's bytes; what the file no longer holds is zero, and a page that is wholly gone is `nil`.
    func page(_ place: Place) -> [UInt8]? {
        var bytes: [UInt8]
        switch place {
        case .file(0): return nil
        case .file(let number): bytes = file.bytes(at: (Int(number) - 1) * pageBytes, count: pageBytes)
        case .log(let offset): bytes = log?.bytes(at: offset, count: pageBytes) ?? []
        }
        guard !bytes.isEmpty else { return nil }
        if bytes.count < pageBytes { bytes += [UInt8](repeating: 0, count: pageBytes - bytes.count) }
        return bytes
    }

    static func isPageSize(_ count: Int) -> Bool { (512...65536).contains(count) && count & (count - 1) == 0 }
}

// MARK: - Reading what is damaged

extension DatabaseImage {
    /// The largest page size under which about as many pages as under any other look like pages.
    ///
    /// Under a size that is too small the same pages are found as under the right one, under one that is too large half.
    private static func guess(_ file: ReadOnlyFile) -> Int {
        let scores = [65536, 32768, 16384, 8192, 4096, 2048, 1024, 512].map { (size: $0, score: score(file, $0)) }
        let best = scores.map(\.score).max() ?? 0
        return best > 0 ? scores.first { $0.score * 10 >= best * 8 }?.size ?? 2048 : 2048
    }

    /// How many of the first pages look like pages of a tree.
    private static func score(_ file: ReadOnlyFile, _ size: Int) -> Int {
        let pages = min(file.count, 4 << 20) / size
        guard pages > 1 else { return 0 }
        return (1..<pages).count { number in
            let head = file.bytes(at: number * size, count: 8)
            guard head.count == 8, [2, 5, 10, 13].contains(head[0]), let cells = head.bigEndian16(at: 3),
                let content = head.bigEndian16(at: 5)
            else { return false }
            let start = head[0] < 8 ? 12 : 8
            return cells > 0 && cells * 2 + start <= size && (content == 0 ? 65536 : content) <= size
                && content >= cells * 2 + start
        }
    }

    /// Follows the list of unused pages (SQLite file format, section 1.5).
    private func readFreePages(_ view: View) -> Set<UInt32>? {
        guard let first = page(view[1].map { .log(offset: $0) } ?? .file(1)),
            first.starts(with: Array("SQLite format 3\0".utf8)), var trunk = first.bigEndian32(at: 32)
        else { return nil }
        var free: Set<UInt32> = []
        while trunk != 0 {
            guard trunk <= pageCount, free.insert(trunk).inserted,
                let bytes = page(view[trunk].map { .log(offset: $0) } ?? .file(trunk)),
                let next = bytes.bigEndian32(at: 0), let count = bytes.bigEndian32(at: 4),
                Int(count) <= usableBytes / 4 - 2
            else { return nil }
            for index in 0..<Int(count) { free.insert(bytes.bigEndian32(at: 8 + 4 * index) ?? 0) }
            trunk = next
        }
        return free
    }
}
