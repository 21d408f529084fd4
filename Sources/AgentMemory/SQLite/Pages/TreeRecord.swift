/// A row as it lies in a page and its overflow pages (SQLite file format, sections 1.6 and 2.1).
struct TreeRecord {
    /// One column.
    enum Column: Equatable {
        case null
        case integer(Int64)
        case real
        case text(ArraySlice<UInt8>)
        case blob(ArraySlice<UInt8>)
    }

    /// The row's number; 0 in an index.
    let row: Int64
    let columns: [Column]

    /// Reads the row of a cell; fails where it makes no sense or its rest is gone.
    init?(
        _ page: [UInt8], at cell: Int, kind: TreePage.Kind, image: DatabaseImage, view: Int,
        limit: Int = 1 << 30
    ) {
        var place = kind == .indexInterior ? cell + 4 : cell
        guard let size = page.variableInteger(at: &place), size > 0, size <= UInt64(limit) else { return nil }
        var row: Int64 = 0
        if kind == .tableLeaf {
            guard let number = page.variableInteger(at: &place) else { return nil }
            row = Int64(bitPattern: number)
        }
        guard let payload = Self.payload(page, at: place, count: Int(size), kind, image, view),
            let columns = Self.columns(payload)
        else { return nil }
        self.row = row
        self.columns = columns
    }

    private static func payload(
        _ page: [UInt8], at place: Int, count: Int, _ kind: TreePage.Kind, _ image: DatabaseImage, _ view: Int
    ) -> [UInt8]? {
        let usable = image.usableBytes
        let most = kind == .tableLeaf ? usable - 35 : (usable - 12) * 64 / 255 - 23
        let least = (usable - 12) * 32 / 255 - 23
        guard count > most else {
            return place + count <= page.count ? Array(page[place..<place + count]) : nil
        }
        let fit = least + (count - least) % (usable - 4)
        let local = fit <= most ? fit : least
        guard place + local + 4 <= page.count, var next = page.bigEndian32(at: place + local) else { return nil }
        // No reservation by a count that may be damaged: every page that is there adds its part.
        var payload = Array(page[place..<place + local])
        while payload.count < count {
            guard next > 0, next <= image.pageCount, let bytes = image.page(image.place(of: next, in: view)),
                let following = bytes.bigEndian32(at: 0)
            else { return nil }
            payload += bytes[4..<min(usable, 4 + count - payload.count)]
            next = following
        }
        return payload
    }

    private static func columns(_ payload: [UInt8]) -> [Column]? {
        var place = 0
        guard let header = payload.variableInteger(at: &place), header <= 100, header <= UInt64(payload.count) else {
            return nil
        }
        var content = Int(header)
        var columns: [Column] = []
        while place < Int(header) {
            guard let type = payload.variableInteger(at: &place), let size = size(of: type),
                content + size <= payload.count
            else { return nil }
            columns.append(column(type, payload[content..<content + size]))
            content += size
        }
        return columns
    }

    private static func size(of type: UInt64) -> Int? {
        switch type {
        case 0, 8, 9: 0
        case 1...4: Int(type)
        case 5: 6
        case 6, 7: 8
        case 10, 11: nil
        default: type < 1 << 32 ? Int(type - 12) / 2 : nil
        }
    }

    private static func column(_ type: UInt64, _ bytes: ArraySlice<UInt8>) -> Column {
        switch type {
        case 0: .null
        case 7: .real
        case 8: .integer(0)
        case 9: .integer(1)
        case 1...6:
            .integer(
                bytes.dropFirst().reduce(Int64(Int8(bitPattern: bytes[bytes.startIndex]))) { $0 << 8 | Int64($1) })
        default: type.isMultiple(of: 2) ? .blob(bytes) : .text(bytes)
        }
    }
}
