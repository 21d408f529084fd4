internal import AgentPrimitives

/// A row of the log's tables, told by its shape alone: in a damaged file nothing says which table a page belongs to.
enum SalvagedRow {
    case event(EventRow)
    case blob(BlobRow)
    case session(SessionID, events: UInt64)

    /// An event as its row holds it.
    struct EventRow {
        let position: Int64
        let session: SessionID
        let sequence: UInt64
        let time: Timestamp
        let kind: EventKind
        let payload: [UInt8]
        let blob: SHA256Digest?
        let hash: SHA256Digest
        let key: String?
    }

    /// A blob as its row holds it.
    struct BlobRow {
        let digest: SHA256Digest
        let bytes: [UInt8]
        let key: String?
        let stored: Timestamp
    }

    /// Recognises a row; fails for those of other tables.
    init?(_ record: TreeRecord, kind: TreePage.Kind) {
        let columns = record.columns
        switch (kind, columns.count) {
        case (.tableLeaf, 8...9):
            guard let row = Self.event(record) else { return nil }
            self = .event(row)
        case (.tableLeaf, 2...4):
            guard let digest = Self.digest(columns[0]), case .blob(let bytes) = columns[1] else { return nil }
            var stored = Timestamp(microseconds: 0)
            if columns.count == 4, case .integer(let time) = columns[3] { stored = Timestamp(microseconds: time) }
            self = .blob(
                BlobRow(
                    digest: digest, bytes: Array(bytes), key: columns.count > 2 ? Self.text(columns[2]) : nil,
                    stored: stored))
        case (.indexLeaf, 7), (.indexInterior, 7):
            guard let session = Self.text(columns[0]), case .integer(let events) = columns[1],
                Self.digest(columns[2]) != nil, case .integer = columns[3], case .integer = columns[6]
            else { return nil }
            self = .session(SessionID(session), events: UInt64(clamping: events))
        default:
            return nil
        }
    }

    private static func event(_ record: TreeRecord) -> EventRow? {
        let columns = record.columns
        guard columns[0] == .null, let session = text(columns[1]), case .integer(let sequence) = columns[2],
            sequence > 0, case .integer(let time) = columns[3], let kind = text(columns[4]),
            let hash = digest(columns[7])
        else { return nil }
        let payload: ArraySlice<UInt8>
        switch columns[5] {
        case .text(let bytes), .blob(let bytes): payload = bytes
        default: return nil
        }
        return EventRow(
            position: record.row, session: SessionID(session), sequence: UInt64(sequence),
            time: Timestamp(microseconds: time), kind: EventKind(rawValue: kind), payload: Array(payload),
            blob: digest(columns[6]), hash: hash, key: columns.count > 8 ? text(columns[8]) : nil)
    }

    private static func text(_ column: TreeRecord.Column) -> String? {
        guard case .text(let bytes) = column else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digest(_ column: TreeRecord.Column) -> SHA256Digest? {
        guard case .text(let bytes) = column else { return nil }
        return bytes.withUnsafeBytes { SHA256Digest(column: $0) }
    }
}
