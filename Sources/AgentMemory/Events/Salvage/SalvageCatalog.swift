internal import AgentPrimitives

/// Where every row of a damaged file lies that may still be good; the best image of each first.
struct SalvageCatalog {
    /// Where a row lies.
    struct Location {
        let view: Int
        let place: DatabaseImage.Place
        let cell: Int
        let kind: TreePage.Kind
    }

    /// The rows of one session, by sequence number.
    struct Session {
        var rows: [UInt64: [Location]] = [:]
        var lastPosition: Int64 = 0
    }

    private let image: DatabaseImage
    /// The pages at the file's end that are gone.
    var missingPages: Int { Int(image.missingPages) }
    /// Whether nothing of a log was found.
    var isEmpty: Bool { sessions.isEmpty && listed.isEmpty && blobs.isEmpty && remains.isEmpty }
    /// Sessions with a row in a page that is in use.
    private(set) var sessions: [SessionID: Session] = [:]
    /// Rows in pages that are no longer in use, or were replaced: good only for sessions that are known otherwise.
    private var remains: [SessionID: Session] = [:]
    /// How many events each session has, as the list of sessions says.
    private(set) var listed: [SessionID: UInt64] = [:]
    private(set) var blobs: [SHA256Digest: [Location]] = [:]
    /// The blobs whose row is in a page that is in use.
    private(set) var ownBlobs: Set<SHA256Digest> = []
    /// The ids of the keys that rows name.
    private(set) var keys: Set<String> = []

    /// Looks at every image of every page.
    init(_ image: DatabaseImage) throws(CancellationError) {
        self.image = image
        var seen: Set<DatabaseImage.Place> = []
        for view in image.views.indices {
            guard image.pageCount > 0 else { break }
            for number in 1...image.pageCount {
                let place = image.place(of: number, in: view)
                guard seen.insert(place).inserted, let page = image.page(place),
                    let tree = TreePage(page, isFirst: number == 1)
                else { continue }
                if Task.isCancelled { throw CancellationError() }
                let isLive = view == 0 && image.freePages?.contains(number) != true
                for cell in tree.cells {
                    add(Location(view: view, place: place, cell: cell, kind: tree.kind), page, isLive: isLive)
                }
                for cell in tree.remains {
                    add(Location(view: view, place: place, cell: cell, kind: tree.kind), page, isLive: false)
                }
            }
        }
        adoptRemains()
    }

    /// Reads the row at a place again.
    func row(at location: Location) -> SalvagedRow? {
        image.page(location.place).flatMap { row($0, location) }
    }

    private func row(_ page: [UInt8], _ location: Location) -> SalvagedRow? {
        TreeRecord(page, at: location.cell, kind: location.kind, image: image, view: location.view)
            .flatMap { SalvagedRow($0, kind: location.kind) }
    }

    private mutating func add(_ location: Location, _ page: [UInt8], isLive: Bool) {
        switch row(page, location) {
        case .event(let event):
            if isLive {
                sessions[event.session, default: Session()].add(event, location)
            } else {
                remains[event.session, default: Session()].add(event, location)
            }
            if let key = event.key { keys.insert(key) }
        case .blob(let blob):
            blobs[blob.digest, default: []].append(location)
            if isLive { ownBlobs.insert(blob.digest) }
            if let key = blob.key { keys.insert(key) }
        case .session(let session, let events):
            // The images of later views are older.
            if isLive || (image.freePages == nil && listed[session] == nil) { listed[session] = events }
        case nil:
            break
        }
    }

    /// Takes rows of pages that are not in use for the sessions that exist.
    ///
    /// A session that was removed must not come back out of what was left of it. Only where nothing says which sessions
    /// there are, everything is taken.
    private mutating func adoptRemains() {
        let takesAll = listed.isEmpty && sessions.isEmpty
        for (session, remains) in remains where takesAll || listed[session] != nil || sessions[session] != nil {
            sessions[session, default: Session()].merge(remains)
        }
        remains = [:]
    }
}

extension SalvageCatalog.Session {
    fileprivate mutating func add(_ event: SalvagedRow.EventRow, _ location: SalvageCatalog.Location) {
        rows[event.sequence, default: []].append(location)
        lastPosition = max(lastPosition, event.position)
    }

    fileprivate mutating func merge(_ other: SalvageCatalog.Session) {
        rows.merge(other.rows) { $0 + $1 }
        lastPosition = max(lastPosition, other.lastPosition)
    }
}
