public import AgentPrimitives

/// A record and its place in a journal.
public struct MemoryEntry: Hashable, Sendable {
    /// The place; it grows with the order of writing.
    public var sequence: UInt64
    /// The record.
    public var record: MemoryRecord
    /// The record that stands for this one in lists and searches, if one does.
    public var summary: String?

    /// Places a record.
    public init(sequence: UInt64, record: MemoryRecord, summary: String? = nil) {
        self.sequence = sequence
        self.record = record
        self.summary = summary
    }
}

extension MemoryEntry: JSONRepresentable {
    /// `{"record":{…},"sequence":N}`, and `summary` where one stands for the record.
    public var json: JSONValue {
        var object: JSONObject = ["record": record.json, "sequence": .int(sequence)]
        object["summary"] = summary.map { .string($0) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let place = try json.member("sequence")
        guard let sequence = UInt64(exactly: try place.int()) else { throw place.mismatch("a number from 0 on") }
        self.init(
            sequence: sequence, record: try MemoryRecord(json: json.member("record")),
            summary: try json.optional("summary")?.string())
    }
}

extension MemoryEntry {
    /// The canonical bytes (RFC 8785; 64-bit integers in full).
    var canonicalBytes: [UInt8] {
        // Without loss nothing can fail: see ``CanonicalJSON/Numbers/exact``.
        do throws(JSONError) {
            return try CanonicalJSON.encode(json, numbers: .exact)
        } catch {
            preconditionFailure("Every integer has an exact canonical form; found \(error).")
        }
    }
}
